"""What happens when a lever is pressed, in one sentence for every moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from unknot.report.why.layout import Layout, Node
from unknot.report.why.levers import FIRST_HOURS, LATER_DAYS, Lever
from unknot.report.why.moving import Series
from unknot.report.wording import count, points

PAIN = "pain"
LEAST_PAIN, LEAST_SHARE, MOST_NAMED = 0.05, 0.02, 3
"""Below these a change is not told: points of pain, and the share of what gives the largest halo."""
TWO_WEEKS = 14


def moments_said() -> tuple[str, ...]:
    """The moments of every lever, counted from when it began: "10 minutes", "1 day", "6 weeks"."""
    return tuple(_span(hours / 24) for hours in FIRST_HOURS) + tuple(_span(float(days)) for days in LATER_DAYS)


def called(lever: Lever, *, kept_up: bool) -> str:
    """How a sentence begins that tells of a lever: "A massage of an hour, once a week"."""
    said = f"{lever.said}, {lever.kept}" if kept_up else lever.said
    return f"{said[0].upper()}{said[1:]}"


def told(series: Series, layout: Layout) -> tuple[str, ...]:
    """The rest of that sentence for every moment, what pain does and what else moved most: "after 2 days: pain is …".

    Args:
        series: What the lever changes, by node.
        layout: The nodes.
    """
    return tuple(
        f"after {span}: {_moved({name: values[place] for name, values in series.items()}, layout)}"
        for place, span in enumerate(moments_said())
    )


def _moved(changes: Mapping[str, float], layout: Layout) -> str:
    pain = changes.get(PAIN, 0.0)
    if abs(pain) < LEAST_PAIN:
        first = "pain is as it would have been without"
    else:
        first = f"pain is {points(abs(pain))} {'lower' if pain < 0 else 'higher'} than without"
    others = [node for node in layout.nodes if node.name != PAIN and _share(node, changes) >= LEAST_SHARE]
    named = sorted(others, key=lambda node: -_share(node, changes))[:MOST_NAMED]
    also = _listed(node.more if changes[node.name] > 0 else node.less for node in named)
    return f"{first}, with {also}." if also else f"{first}."


def _share(node: Node, changes: Mapping[str, float]) -> float:
    return abs(changes.get(node.name, 0.0)) / node.full


def _listed(parts: Iterable[str]) -> str:
    *before, last = list(parts) or [""]
    return f"{', '.join(before)} and {last}" if before else last


def _span(days: float) -> str:
    if days * 24 < 1:
        return count(round(days * 24 * 60), "minute")
    if days < 1:
        return count(round(days * 24), "hour")
    return count(round(days / 7), "week") if days >= TWO_WEEKS and days % 7 == 0 else count(round(days), "day")
