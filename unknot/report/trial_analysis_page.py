"""The analysis of a trial of one as an HTML page."""

from __future__ import annotations

from markupsafe import Markup

from unknot.planning.trial.analysis import LEVEL, TrialAnalysis
from unknot.planning.trial.verdict import Verdict
from unknot.records import Record
from unknot.report import trial_words
from unknot.report.charts import to_svg
from unknot.report.dates import span
from unknot.report.document import Figure
from unknot.report.page import render_page
from unknot.report.tables import Table
from unknot.report.trial_charts import effect, means
from unknot.report.wording import number, percent


def render(record: Record, found: TrialAnalysis) -> str:
    """The whole page as HTML."""
    return render_page(
        "trial_analysis.html.j2",
        record=record,
        found=found,
        words=trial_words,
        unclear=found.verdict is Verdict.CANNOT_TELL,
        effect=_effect(found),
        means=_means(record, found),
    )


def _effect(found: TrialAnalysis) -> Figure:
    low, middle, high = trial_words.benefit(found)
    rows = (
        (f"“{found.titles[1]}” better by, in points", number(middle, signed=True)),
        (f"{percent(LEVEL)} sure", f"{number(low, signed=True)} to {number(high, signed=True)}"),
        (f"Probability that “{found.titles[1]}” is better at all", percent(found.probability_second_better)),
        ("… by a difference that matters", percent(found.probability_second_meaningful)),
        (f"Probability that “{found.titles[0]}” is better at all", percent(found.probability_first_better)),
        ("… by a difference that matters", percent(found.probability_first_meaningful)),
        ("Probability of a difference too small to matter", percent(found.probability_too_small)),
    )
    return Figure(
        name="effect",
        sentence=(
            f"The dot is the middle, the bar holds the difference with {percent(LEVEL)}; between the dotted lines it "
            "is too small to matter."
        ),
        table=Table("The difference between the options", ("", "Value"), rows),
        svg=Markup(to_svg(effect(found), "effect")),
    )


def _means(record: Record, found: TrialAnalysis) -> Figure:
    rows = tuple(
        (
            str(period.number),
            found.titles[period.option],
            span(record.clock, period.start, period.end - 1),
            number(period.mean) if period.mean is not None else "–",
            str(period.counted),
            str(period.left_out),
        )
        for period in found.periods
    )
    return Figure(
        name="means",
        sentence="Each bar is the mean of the answers that count in one period.",
        table=Table("Mean answer by period", ("Period", "Option", "Days", "Mean", "Answers", "In washout"), rows),
        svg=Markup(to_svg(means(found), "means")),
    )
