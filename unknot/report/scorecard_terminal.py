"""The scorecard in the terminal: a table for each family, the bars, and a sentence for every miss."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from unknot.report import palette
from unknot.validation.runner import Verdict
from unknot.validation.scorecard import Family, Scorecard, outside, sentence

PASS, MISS = "#4C8F87", palette.PAIN


def render(scorecard: Scorecard, console: Console, notices: Iterable[str] = ()) -> None:
    """Print the scorecard.

    Args:
        scorecard: The verdicts.
        console: Where to print.
        notices: What else the reader must know, such as cases that were not run.
    """
    for family in scorecard.families:
        console.print(_family(family), "", highlight=False)
    for part in (*_bars(scorecard), *_misses(scorecard)):
        console.print(part, highlight=False)
    for notice in notices:
        console.print(Text(notice, style="dim"))


def _family(family: Family) -> Table:
    table = Table(title_justify="left", title_style="bold", expand=False, box=None, padding=(0, 2, 0, 0))
    table.title = f"{family.name} · {family.passed} of {len(family.verdicts)} pass"
    table.add_column("case", style="dim", no_wrap=True)
    table.add_column("check", overflow="fold")
    for heading in ("reported", "accepted", "model", ""):
        table.add_column(heading, justify="right" if heading else "left", overflow="fold")
    for verdict in family.verdicts:
        table.add_row(verdict.case, verdict.check, *numbers(verdict), _mark(verdict))
    return table


def numbers(verdict: Verdict) -> tuple[str, str, str]:
    """What was reported, what is accepted and what the model gives, in few characters."""
    if verdict.kind == "mean":
        return str(verdict.reported), "holds", "holds" if verdict.passed else "fails"
    if verdict.kind != "number":
        return str(verdict.reported), f"≥ {verdict.lo:.0%} of trials", f"{verdict.value:.0%}"
    value = f"{verdict.value:.3g}" if math.isfinite(verdict.value) else "none"
    return _plain(verdict.reported), f"{_plain(verdict.lo)} to {_plain(verdict.hi)}", value.replace("-", "−")


def mark(verdict: Verdict) -> str:
    """Pass, or miss with sign and size in half-widths of the bounds."""
    if verdict.passed:
        return "pass"
    far = outside(verdict)
    if not math.isfinite(far):
        return "miss"
    return f"miss {'+' if far > 0 else '−'}{abs(far):.2g}"


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}".replace("-", "−")


def _mark(verdict: Verdict) -> Text:
    return Text(f"{'✓' if verdict.passed else '✗'} {mark(verdict)}", style=PASS if verdict.passed else f"bold {MISS}")


def _bars(scorecard: Scorecard) -> Iterable[RenderableType]:
    total = len(scorecard.verdicts)
    yield Text(f"{scorecard.passed} of {total} checks pass.", style="bold")
    for bar in scorecard.bars():
        met = Text("reached" if bar.met else "not reached", style=PASS if bar.met else MISS)
        yield Text(f"  {bar.reached:.0%} {bar.name}; the bar is {bar.needed:.0%}: ").append(met)


def _misses(scorecard: Scorecard) -> Iterable[RenderableType]:
    if scorecard.misses:
        yield Text("\nWhat misses, in half-widths of the accepted bounds", style="bold")
    for verdict in scorecard.misses:
        yield Text(f"  • {sentence(verdict)}")
