"""The protocol of a trial of one as an HTML page: to read, to print, to sign."""

from __future__ import annotations

from markupsafe import Markup

from unknot.report.charts import to_svg
from unknot.report.document import Figure
from unknot.report.page import render_page
from unknot.report.tables import Table
from unknot.report.trial_charts import calendar
from unknot.report.trial_protocol import Protocol
from unknot.report.trial_words import no_promise
from unknot.report.wording import number, percent, points


def render(written: Protocol) -> str:
    """The whole page as HTML."""
    return render_page(
        "trial_design.html.j2",
        protocol=written,
        calendar=_calendar(written),
        power=_power(written),
        no_promise=no_promise(),
    )


def _calendar(written: Protocol) -> Figure:
    design = written.design
    table = Table(
        "The periods; the order of the options is sealed",
        ("Period", "Block", "First day", "Counts from", "Last day", "Hash"),
        tuple(
            (str(p.number), str(p.block), p.begins, p.counts_from, p.ends, f"{p.hash[:12]}…") for p in written.periods
        ),
    )
    washout = design.washout.days
    pale = f" The first {washout} days of each, in grey, are recorded and do not count." if washout else ""
    return Figure(
        name="calendar",
        sentence=(
            f"A row is a period, a square a day; two periods make a block.{pale} Which option a period holds is opened "
            "on its first day."
        ),
        table=table,
        svg=Markup(to_svg(calendar(written), "calendar")),
    )


def _power(written: Protocol) -> Table:
    meaningful = written.design.meaningful
    return Table(
        "Share of simulated trials that name the better option",
        (
            "Blocks",
            "Days",
            f"{points(2 * meaningful)} better",
            f"{points(meaningful)} better",
            "No difference",
            "Known to ±",
        ),
        tuple(
            (
                f"{each.blocks}{' (this trial)' if each.blocks == written.design.blocks else ''}",
                f"{each.days:g}",
                percent(each.found),
                percent(each.found_meaningful),
                percent(each.false),
                number(each.half_width),
            )
            for each in written.power
        ),
    )
