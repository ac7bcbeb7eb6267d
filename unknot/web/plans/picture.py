"""One option as a picture: pain day by day with its band, beside doing nothing, with the sessions above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unknot.web.plans.option import Day, Option

WIDTH, HEIGHT = 480, 190
LEFT, RIGHT, TOP, BOTTOM = 26, 474, 28, 164
KNOT_Y = 13
HIGHEST = 10.0
LEVELS = (0, 5, 10)
A_WEEK = 7
MOST_LABELS = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on one of the axes, and what stands there."""

    place: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The shapes of one option; every coordinate is worked out, so that the template only writes them down."""

    band: str
    line: str
    bare: str
    goal_y: float
    levels: Sequence[Mark]
    weeks: Sequence[Mark]
    knots: Sequence[float]

    width, height, left, right, top, bottom, knot_y = WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, KNOT_Y


def picture_of(option: Option, bare: Option | None, goal_most: int) -> Picture:
    """The picture of one option.

    Args:
        option: The option.
        bare: Doing nothing, to compare; None where that is the option itself, or is not known.
        goal_most: The highest answer of a good day [nrs].
    """
    days = option.days
    above, below = [_point(days, place, day.hi) for place, day in enumerate(days)], []
    for place in reversed(range(len(days))):
        below.append(_point(days, place, days[place].lo))
    return Picture(
        band=f"M{'L'.join([*above, *below])}Z",
        line=_line(days),
        bare=_line(bare.days) if bare is not None and bare is not option else "",
        goal_y=_y(goal_most),
        levels=[Mark(_y(level), str(level)) for level in LEVELS],
        weeks=_weeks(len(days)),
        knots=[x for session in option.sessions if LEFT <= (x := _x_of(days, session)) <= RIGHT],
    )


def _line(days: Sequence[Day]) -> str:
    return f"M{'L'.join(_point(days, place, day.mean) for place, day in enumerate(days))}" if days else ""


def _point(days: Sequence[Day], place: int, value: float) -> str:
    return f"{_x(place + 0.5, len(days)):g},{_y(value):g}"


def _x(day: float, total: int) -> float:
    return round(LEFT + day / total * (RIGHT - LEFT), 1)


def _x_of(days: Sequence[Day], moment: datetime) -> float:
    first = days[0].when
    # Days of a plan are days of the calendar, however long the one is on which clocks are turned.
    passed = (moment.astimezone(first.tzinfo).date() - first.date()).days
    return _x(passed + 0.5, len(days))


def _y(value: float) -> float:
    share = min(max(value, 0.0), HIGHEST) / HIGHEST
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _weeks(days: int) -> list[Mark]:
    weeks = days // A_WEEK
    step = 1 if weeks < MOST_LABELS else 2 if weeks < 2 * MOST_LABELS else 4
    return [Mark(_x(week * A_WEEK, days), _("start") if week == 0 else str(week)) for week in range(0, weeks + 1, step)]
