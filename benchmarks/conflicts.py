"""What conflicts: for results that the model misses, what would meet them, and what that costs elsewhere.

    python benchmarks/conflicts.py docs/conflicts.md

Each row moves parameters away from their calibrated values, runs every case that they can move again with the same
virtual people, and names the checks that turn. Takes some ten minutes on two cores.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from unknot.compiled_code import keep_compiled_code
from unknot.evidence.calibration import calibrated_values
from unknot.report.scorecard_terminal import numbers
from unknot.validation.runner import Size, Verdict
from unknot.validation.workers import Task, judge_all

SIZE = Size(2000, 3)
MASSAGE = ("V01", "V04", "V07", "V09", "V10", "V12", "V14", "V16", "V17")
IMPROVING = ("V10", "V12", "V13", "V17", "V18", "V20", "V38")
DIARIES = ("V01", "V04", "V05", "V37", "V38", "V39")


@dataclass(frozen=True)
class Attempt:
    """A change that was tried for the sake of a missed result.

    Attributes:
        case: The case that misses.
        check: Its check.
        values: The parameters to change.
        cases: The cases that they can move.
    """

    case: str
    check: str
    values: Mapping[str, float]
    cases: tuple[str, ...]


KEPT, SHORT = "60 min, share of gain kept at 48 h", "short inpatient session gains less, ratio"
NOTHING_LEFT, RETEST, UNTREATED = "(b) share of gain left 3 months after", "NRS retest SEM", "no treatment"
ATTEMPTS = (
    Attempt("V07", KEPT, {"relief_massage.half_life": 30.0}, MASSAGE),
    Attempt("V07", KEPT, {"relief_massage.expected_size": 3.0}, MASSAGE),
    Attempt("V07", KEPT, {"relief_massage.expected_size": 2.2, "relief_massage.half_life": 14.0}, MASSAGE),
    Attempt("V07", SHORT, {"relief_massage.expected_size": 0.35}, MASSAGE),
    Attempt("V07", SHORT, {"distress.calm_strength": 0.03, "relief_massage.expected_size": 0.5}, MASSAGE),
    Attempt("V12", NOTHING_LEFT, {"relief_massage.course_half_life": 15.0}, MASSAGE),
    Attempt("V37", RETEST, {"nociception.fluctuation_time": 6.0}, DIARIES),
    Attempt("V37", RETEST, {"nociception.fluctuation_sd": 0.35}, DIARIES),
    Attempt("V38", UNTREATED, {"nociception.usual_improvement": 0.25}, IMPROVING),
)

NOTES = {
    ("V07", SHORT): """\
Where it comes from, by switching parts off (2000 people, one seed): an hour takes 2.91 points from 6.32, twenty minutes
1.95, a ratio of 0.67. Expectation carries most of both; without it 0.98 and 0.29 are left. What fades within days or
stays from a course gives 0.58 of the 2.91 and almost nothing after twenty minutes, because its dose curve follows
courses, in which half an hour did little (sherman2014, perlman2012). Without these stores the ratio is 0.82.

A dose curve of its own for the first hours was tried, half its effect by 3.5 minutes, so that twenty give 90 % of an
hour, as cassileth2004 reported (again 2000 people, one seed). Alone it brings 0.68, since the calibrated relief of the
first hours is small; with `relief_massage.expected_immediate` from 0.094 to 0.8, 0.73, still missed, and V01, massage,
per-session NRS change, missed already, goes from −2.13 to −2.56. With `relief_massage.expected_size` 0.5 and
`relief_massage.staying` 0.33 besides, 0.78 is met, V01 stays at −2.50, and no number of V04, V09 and V10 leaves its
bounds; V12, V14, V16 and V17 were not run, and nothing was fitted anew. It was left out for want of a fit.
"""
}
"""What parameters alone cannot show, under the heading of its check; measured once, each as its text says."""

HEAD = f"""# What conflicts

Written by `python benchmarks/conflicts.py docs/conflicts.md`. [Validation](validation.md) lists what the model misses.
For the bar that is missed, relief over days (F3), and for the largest other misses this page shows what would meet
the result, and which results that pass today would then be lost. One set of parameters has to hold all of them, so a
change that loses more than it wins was not made. Behind each row are {SIZE.persons} virtual people under each of
{SIZE.seeds} seeds, the same people on both sides. Verdicts close to a bound may differ from those of the scorecard.
The same can be tried with `unknot validate CASE… --set NAME=VALUE`.
"""


def main(target: Path) -> None:
    """Run every attempt and write the page."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=keep_compiled_code) as executor:
        cases = sorted({case for attempt in ATTEMPTS for case in attempt.cases})
        before = _judged(cases, {}, executor)
        parts, so_far = [HEAD], ("", "")
        for attempt in ATTEMPTS:
            print(f"{attempt.case}, {attempt.check}: {_change(attempt)}", file=sys.stderr, flush=True)
            if so_far != (so_far := (attempt.case, attempt.check)):
                parts.append(f"## {attempt.case}, {attempt.check}\n")
                parts += [NOTES[so_far]] if so_far in NOTES else []
            parts.append(_row(attempt, before, _judged(attempt.cases, attempt.values, executor)))
    target.write_text("\n".join(parts), encoding="utf-8")


def _judged(cases: Sequence[str], values: Mapping[str, float], executor: Executor) -> Mapping[tuple[str, str], Verdict]:
    found = judge_all([Task(case) for case in cases], SIZE, executor, values=values)
    return {(verdict.case, verdict.check): verdict for verdict in found.verdicts}


def _row(attempt: Attempt, before: Mapping[tuple[str, str], Verdict], after: Mapping[tuple[str, str], Verdict]) -> str:
    wanted = attempt.case, attempt.check
    turned = [verdict for key, verdict in after.items() if verdict.passed != before[key].passed and key != wanted]
    met = "met" if after[wanted].passed else "still missed"
    lines = [
        f"{_change(attempt)}: {_value(before[wanted])} becomes {_value(after[wanted])}"
        f" (accepted: {numbers(after[wanted])[1]}), {met}.",
        "",
    ]
    for title, passed in (("Lost", False), ("Won beside it", True)):
        rows = [verdict for verdict in turned if verdict.passed is passed]
        lines += [f"- {title}: {one.case}, {one.check}: {_was(one, before)}." for one in rows]
    if not turned:
        lines.append("- No other check turns.")
    return "\n".join([*lines, ""])


def _was(verdict: Verdict, before: Mapping[tuple[str, str], Verdict]) -> str:
    was = before[verdict.case, verdict.check]
    return f"{_value(was)} becomes {_value(verdict)}, accepted {numbers(verdict)[1]}"


def _value(verdict: Verdict) -> str:
    return numbers(verdict)[2]


def _change(attempt: Attempt) -> str:
    usual = calibrated_values()
    changes = (f"`{name}` from {usual[name]:.3g} to {value:g}" for name, value in attempt.values.items())
    return ", ".join(changes)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
