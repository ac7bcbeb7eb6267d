"""A trial as the page shows it: its periods, with only those opened that have begun, and the effect as a bar."""

from __future__ import annotations

from dataclasses import dataclass

from unknot.web.trials.models import Trial
from unknot.web.trials.protocol import Finding, PeriodDates

WIDTH = 320
REACH = 4.0
"""The bar goes from this many points better under the first option to as many better under the second [nrs]."""


@dataclass(frozen=True, slots=True)
class Row:
    """One period.

    Attributes:
        period: Its dates and hash.
        title: Its option, once it was opened.
        is_now: Whether it is today's.
    """

    period: PeriodDates
    title: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The interval of the effect as places on a bar."""

    low: float
    length: float
    middle: float
    too_small: float
    too_small_length: float

    width, zero = WIDTH, WIDTH / 2
    ticks = tuple(abs(points) for points in range(-int(REACH), int(REACH) + 1, 2))


def rows_of(trial: Trial) -> list[Row]:
    """The periods of a trial."""
    plan, titles = trial.plan, trial.opened
    return [
        Row(
            period,
            titles[period.number - 1] if period.number <= len(titles) else "",
            period.begins <= trial.today <= period.ends,
        )
        for period in (plan.periods if plan is not None else ())
    ]


def bar_of(finding: Finding) -> Bar:
    """The effect as a bar."""
    low, high = _place(finding.low), _place(finding.high)
    small, small_end = _place(-finding.meaningful), _place(finding.meaningful)
    return Bar(low, round(high - low, 1), _place(finding.middle), small, round(small_end - small, 1))


def _place(points: float) -> float:
    return round((min(max(points, -REACH), REACH) + REACH) / (2 * REACH) * WIDTH, 1)
