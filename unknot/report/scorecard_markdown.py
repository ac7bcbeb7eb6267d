"""The scorecard as a page of the documentation, from the JSON that `unknot validate --json` prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from math import isfinite
from pathlib import Path

from unknot.report.scorecard_terminal import mark, numbers
from unknot.validation.runner import Verdict
from unknot.validation.scorecard import Family, Scorecard, close_call, sentence

HEAD = """# Validation

This page is written by `make validate` from a run of every published experiment with one set of parameters; nothing on
it is edited by hand. *Accepted* are the bounds that were set before the run. A miss has its sign and its distance from
the bounds in half-widths of them. Behind ± stands the standard error over other virtual people; *close* marks a verdict
with a bound within two of them, which other people may turn. Why some results can't be met together stands in
[what conflicts](conflicts.md).

The number checks below are also what the population's parameters were fitted to (`unknot calibrate`, values and date in
`unknot/evidence/calibrated/values.toml`), so a pass says that one set of mechanisms can hold the published results
together, not that they were foreseen. Bounds were never moved, but protocols, populations and read-outs of several
cases were revised after earlier runs had been seen (V02, V04, V05, V09, V10, V12, V13, V14, V16, V17, V26, V35).
Populations differ between cases in level, spread and day-to-day fluctuation of pain, in natural improvement,
and in the laboratory in sensitivity and in couplings of daily life; each stands in its file in
`unknot/validation/experiments/`. In V04 the fluctuation was chosen by the width of that trial's own interval.
What a pass is worth, and what not, stands in [context of use](context-of-use.md).
"""


def markdown(scorecard: Scorecard, size: str) -> str:
    """The page.

    Args:
        scorecard: The verdicts.
        size: How many virtual people were behind every number, in words.
    """
    families = (_family(family) for family in scorecard.families)
    parts = [HEAD, f"Behind every number: {size}.\n", _totals(scorecard), *families, _misses(scorecard)]
    return "\n".join(part for part in parts if part)


def _totals(scorecard: Scorecard) -> str:
    lines = [f"**{scorecard.passed} of {len(scorecard.verdicts)} checks pass.**", "", "| bar | needed | reached | |"]
    lines.append("|---|---:|---:|---|")
    lines += [f"| {b.name} | {b.needed:.0%} | {b.reached:.0%} | {_met(b.met)} |" for b in scorecard.bars()]
    return "\n".join([*lines, ""])


def _met(met: bool) -> str:
    return "reached" if met else "**not reached**"


def _family(family: Family) -> str:
    lines = [f"## {family.name}", "", f"{family.passed} of {len(family.verdicts)} pass.", ""]
    lines += ["| case | check | reported | accepted | model | verdict |", "|---|---|---:|---:|---:|---|"]
    for verdict in family.verdicts:
        said = mark(verdict) if verdict.passed else f"**{mark(verdict)}**"
        reported, accepted, value = numbers(verdict)
        close = ", close" if close_call(verdict) else ""
        lines.append(_row((verdict.case, verdict.check, reported, accepted, value + _error(verdict), said + close)))
    return "\n".join([*lines, ""])


def _error(verdict: Verdict) -> str:
    return f" ± {verdict.standard_error:.1g}" if verdict.kind == "number" and isfinite(verdict.standard_error) else ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _misses(scorecard: Scorecard) -> str:
    if not scorecard.misses:
        return ""
    return "\n".join(["## What misses", "", *(f"- {sentence(verdict)}" for verdict in scorecard.misses), ""])


if __name__ == "__main__":
    source, target = (Path(argument) for argument in sys.argv[1:3])
    target.write_text(markdown(Scorecard.from_json(source.read_text(encoding="utf-8")), sys.argv[3]), encoding="utf-8")
