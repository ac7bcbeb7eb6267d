"""The answer as one HTML file that needs nothing else: no script, no request, readable on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from unknot.report import (
    chart_drivers,
    chart_forecast,
    chart_frame,
    chart_relief,
    chart_timeline,
    explain,
    explain_checks,
    explain_days,
    explain_others,
    tables,
    wording,
)
from unknot.report.answer import Answer, ReliefAnswer
from unknot.report.figure import Figure
from unknot.report.page import render_page
from unknot.report.sentence import told
from unknot.report.tables import Table

PAGE = "report.html.j2"


@dataclass(frozen=True, slots=True)
class ReliefCard:
    """One kind of treatment as the page shows it."""

    title: str
    learned: bool
    sentence: str
    unknown: str
    bands_heading: str
    bands: tuple[tuple[str, str, float], ...]
    band_sentence: str
    facts: tuple[explain.Fact, ...]
    learned_from: str
    doubt_taken: str
    doubt_share: float
    reasons: tuple[str, ...]
    others: str
    figure: Figure


def render(answer: Answer) -> str:
    """The whole page as HTML."""
    cards = [_relief_card(entry, answer, f"relief-{index}") for index, entry in enumerate(answer.relief)]
    return render_page(
        PAGE,
        answer=answer,
        person=answer.record.person,
        explain_checks=explain_checks,
        explain_days=explain_days,
        explain_others=explain_others,
        no_sessions=explain.no_sessions(),
        cards=cards,
        enough=bool(cards) and all(card.learned for card in cards),
        timeline=_timeline(answer),
        drivers=_drivers(answer),
        forecast=_forecast(answer),
    )


def _timeline(answer: Answer) -> Figure:
    wide, narrow = chart_frame.WIDE, chart_frame.NARROW
    together = chart_frame.dots(answer, wide)[1]
    thinned = " The diary is long: each dot is the mean of a few answers side by side." if together > 1 else ""
    return Figure(
        name="timeline",
        sentence=explain_days.timeline_sentence(answer),
        table=tables.timeline(answer),
        svg=Markup(chart_timeline.draw(answer, wide, "wide")),
        narrow=Markup(chart_timeline.draw(answer, narrow, "narrow")),
        note=explain_days.timeline_reading(answer) + thinned,
    )


def _relief_card(entry: ReliefAnswer, answer: Answer, name: str) -> ReliefCard:
    level = answer.interval_level
    figure = Figure(
        name=name,
        sentence=explain.curve_sentence(entry, level),
        table=tables.relief(entry, level),
        svg=Markup(chart_relief.draw(entry, name)),
    )
    return ReliefCard(
        title=entry.title,
        learned=explain.is_learned(entry),
        sentence=explain.relief_sentence(entry, level),
        unknown=explain.unknown_treatment(entry),
        bands_heading=explain.bands_heading(entry),
        bands=tuple((title, wording.percent(share), share) for title, share in explain.band_shares(entry)),
        band_sentence=explain.band_sentence(entry),
        facts=explain.facts(entry, level),
        learned_from=explain.learned_from(entry),
        doubt_taken=explain.doubt_taken(entry),
        doubt_share=min(max(entry.learned_from_data, 0.0), 1.0),
        reasons=entry.reasons,
        others=_others(entry, answer),
        figure=figure,
    )


def _others(entry: ReliefAnswer, answer: Answer) -> str:
    if answer.with_others is None:
        return ""
    return told(explain_others.expected_of(answer.with_others, entry.intervention, answer.interval_level))


def _drivers(answer: Answer) -> Figure | None:
    return _figure(
        answer,
        bool(answer.drivers),
        "drivers",
        explain_days.drivers_sentence,
        tables.drivers,
        chart_drivers.draw,
    )


def _forecast(answer: Answer) -> Figure | None:
    return _figure(
        answer,
        bool(answer.forecast),
        "forecast",
        explain_days.forecast_sentence,
        tables.forecast,
        chart_forecast.draw,
    )


def _figure(
    answer: Answer,
    drawn: bool,
    name: str,
    sentence: Callable[[Answer], str],
    table: Callable[[Answer], Table],
    draw: Callable[[Answer, str], str],
) -> Figure | None:
    if not drawn:
        return None
    return Figure(name=name, sentence=sentence(answer), table=table(answer), svg=Markup(draw(answer, name)))
