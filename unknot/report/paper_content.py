"""What stands on the two pages, in words, tables and drawings, before typst sets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from unknot.evidence.load import interventions, study
from unknot.report import chart_relief, chart_timeline, explain, explain_checks, explain_days, explain_others
from unknot.report.answer import Answer, ReliefAnswer
from unknot.report.change import THRESHOLD_SOURCE, change_of, change_sentences
from unknot.report.chart_frame import Frame
from unknot.report.charts import SCHEMA, Spec, with_config
from unknot.report.dates import date, weekday
from unknot.report.sentence import told
from unknot.report.verdicts import FEWEST_SESSIONS, LEAST_CHANCE, LEAST_CONTRACTION, WIDEST_RATIO
from unknot.report.wording import clamp, count, number, number_interval, percent, sure

FONT = "Libertinus Serif"
WIDTH, HEIGHT, LANE = 620, 150, 34
"""Of the timeline; each kind of treatment after the first takes a lane from the height of the plot [pixel]."""
MOST_TREATMENTS, MOST_LANES, MOST_GIVEN = 2, 3, 5
MOST_DRIVERS = 4
MOST_STEPS = 3
LONGEST_TITLE = 60


def content_of(answer: Answer, reader: str) -> dict[str, Any]:
    """Everything that the template shows.

    Args:
        answer: What is said.
        reader: Whom it is for; a doctor is told how it was computed, a client what to do next.
    """
    level = answer.interval_level
    shown = answer.relief[:MOST_TREATMENTS]
    return {
        "who": explain_days.who(answer),
        "trust": "" if answer.diagnostics.trustworthy else explain_days.trust(answer),
        "change": list(change_sentences(change_of(answer.record))),
        "headline": [explain.relief_sentence(entry, level) for entry in shown] or [explain.no_sessions()[0]],
        "timeline": _timeline(answer),
        "given": [_given(answer, entry) for entry in answer.relief[:MOST_GIVEN]],
        "treatments": [_treatment(answer, entry) for entry in shown],
        "further": _further(answer.relief[MOST_GIVEN:]),
        "drivers": _drivers(answer),
        "forecast": _forecast(answer),
        "steps": _steps(answer),
        "thresholds": _thresholds(),
        "limits": [*explain_days.limits(answer), explain_days.level_note(answer)],
        "checks": list(explain_checks.checks(answer)),
        "provenance": explain_days.provenance(answer),
        "notices": list(answer.notices),
    }


def _treatment(answer: Answer, entry: ReliefAnswer) -> dict[str, Any]:
    level, others = answer.interval_level, answer.with_others
    sentence = f"{explain.curve_sentence(entry, level)} {explain.relief_sentence(entry, level)}"
    return {
        "title": _titled(entry),
        "learned": explain.is_learned(entry),
        "from": explain.learned_from(entry),
        "reasons": list(entry.reasons),
        "unknown": explain.unknown_treatment(entry),
        "others": "" if others is None else told(explain_others.expected_of(others, entry.intervention, level)),
        "bands_heading": explain.bands_heading(entry),
        "bands": [
            {"title": band, "share": percent(share), "width": share} for band, share in explain.band_shares(entry)
        ],
        "facts": [[fact.label, fact.value, fact.interval] for fact in explain.facts(entry, level)],
        "figure": _figure(chart_relief.specification(entry), sentence),
    }


def _timeline(answer: Answer) -> dict[str, str]:
    lanes = answer.relief[:MOST_LANES]
    frame = Frame(WIDTH, HEIGHT - LANE * max(len(lanes) - 1, 0), marks=8, points=280)
    words = f"{explain_days.timeline_sentence(answer)} {explain_days.timeline_reading(answer)}"
    return _figure(chart_timeline.specification(replace(answer, relief=lanes), frame), words)


def _given(answer: Answer, entry: ReliefAnswer) -> list[str]:
    """One kind of treatment as it was given: how often, how long, from when to when."""
    clock = answer.record.clock
    days = [dose.day for dose in answer.record.doses if dose.intervention == entry.intervention]
    first, last = (date(clock, min(days)), date(clock, max(days))) if days else ("–", "–")
    return [_titled(entry), str(entry.sessions), f"{entry.minutes:.0f} minutes", first, last]


def _titled(entry: ReliefAnswer) -> str:
    return shortened(entry.title, LONGEST_TITLE)


def typed_titles(answer: Answer) -> frozenset[str]:
    """The treatments that go by a name of the client's own, as they stand on the page."""
    known = {fact.title for fact in interventions().values()}
    return frozenset(_titled(entry) for entry in answer.relief if entry.title not in known)


def shortened(text: str, most: int) -> str:
    """A text on one line, cut off where it would take the room of others."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


def _further(entries: Sequence[ReliefAnswer]) -> str:
    if not entries:
        return ""
    sessions = sum(entry.sessions for entry in entries)
    return f"{count(len(entries), 'more kind')} of treatment, {count(sessions, 'session')} in all."


def _drivers(answer: Answer) -> dict[str, Any] | None:
    if not answer.drivers:
        return None
    most = answer.drivers[:MOST_DRIVERS]
    rows = [
        [
            driver.title[:1].upper() + driver.title[1:],
            explain_days.driver_value(driver),
            number_interval(driver.effect, signed=True),
            count(driver.answers, "answer"),
        ]
        for driver in most
    ]
    return {
        "sentence": explain_days.drivers_sentence(answer),
        "rows": rows,
        "level": f"{percent(answer.interval_level)} sure",
    }


def _forecast(answer: Answer) -> dict[str, Any] | None:
    if not answer.forecast:
        return None
    rows = [
        [
            weekday(answer.record.clock, point.day),
            number(clamp(point.mean)),
            f"{number(clamp(point.lo))} to {number(clamp(point.hi))}",
        ]
        for point in answer.forecast
    ]
    others = answer.with_others
    return {
        "sentence": explain_days.forecast_sentence(answer),
        "others": "" if others is None else explain_others.days_ahead(others).text,
        "rows": rows,
        "level": sure(answer.interval_level, "").removesuffix(": "),
    }


def _steps(answer: Answer) -> list[str]:
    steps = list(answer.next_steps)
    if not answer.relief and not steps:
        steps.append(explain.no_sessions()[1])
    if not answer.drivers:
        steps.append(explain_days.drivers_step(answer))
    return steps[:MOST_STEPS]


def _thresholds() -> list[str]:
    source = study(THRESHOLD_SOURCE)
    return [
        f"Change of pain: {source.finding} {source.citation}",
        f"“Learned”, for how long relief lasts: at least {FEWEST_SESSIONS} sessions with an answer in the week after; "
        f"the diary has taken away at least {percent(LEAST_CONTRACTION)} of the doubt; the upper end of the interval "
        f"is at most {WIDEST_RATIO:g} times the lower; a peak of one point or more is at least {percent(LEAST_CHANCE)} "
        "probable; the computation passed its checks. Otherwise the report says “not enough data yet”.",
    ]


def _figure(spec: Spec, words: str) -> dict[str, str]:
    """A drawing as SVG in the typeface of the page, with the words that stand for it."""
    return {"svg": paper_svg(spec), "alt": words}


def paper_svg(spec: Spec) -> str:
    """Draw a specification as an SVG file without a ground, lettered in the typeface of the page."""
    import vl_convert

    draw: Callable[[Spec], str] = vl_convert.vegalite_to_svg
    return draw({"$schema": SCHEMA, **with_config(spec, font=FONT)})
