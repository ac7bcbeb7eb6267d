"""The table twin of every chart: the same numbers for those who do not see it, or want them exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.report.answer import LEARNED, Answer, ReliefAnswer, TimelinePoint
from unknot.report.dates import date, weekday
from unknot.report.explain_days import PAIN, driver_value
from unknot.report.wording import clamp, number, number_interval, percent

MOST_ROWS = 125
STEPS = (1, 7, 28)
CURVE_DAYS = (0, 0.25, 1, 2, 3, 5, 7, 10, 14, 21, 28)


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people: what it is, its headings, and rows whose first cell names the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def timeline(answer: Answer) -> Table:
    """The timeline by days, or by longer steps where the diary is long."""
    points = answer.timeline
    days = points[-1].day - points[0].day if points else 0.0
    step = next((step for step in STEPS if days / step <= MOST_ROWS), STEPS[-1])
    what = {1: "Day by day", 7: "Week by week"}.get(step, f"By steps of {step} days")
    headings = (
        "Day" if step == 1 else "From",
        "Answers",
        "Expected",
        f"{percent(answer.interval_level)} of answers",
        "Sessions",
    )
    groups: dict[int, list[TimelinePoint]] = {}
    for point in points:
        groups.setdefault(int((point.day - points[0].day) // step), []).append(point)
    rows = (_stretch(answer, group, points[0].day + index * step, step) for index, group in groups.items())
    return Table(f"{what}: pain on 0–10", headings, tuple(rows))


def _stretch(answer: Answer, points: list[TimelinePoint], start: float, step: int) -> tuple[str, ...]:
    inside = [item.value for item in answer.record.answers(PAIN) if start <= item.day < start + step]
    sessions = sum(start <= dose.day < start + step for dose in answer.record.doses)
    return (
        date(answer.record.clock, start),
        number(_mean(inside)) if inside else "–",
        number(_mean(point.expected for point in points)),
        _range(_mean(point.lo for point in points), _mean(point.hi for point in points)),
        str(sessions) if sessions else "–",
    )


def relief(entry: ReliefAnswer, level: float) -> Table:
    """The curve after a session on the days that matter."""
    last = entry.curve[-1].day if entry.curve else 0.0
    wanted = [day for day in CURVE_DAYS if entry.curve and day <= last]
    nearest = [min(entry.curve, key=lambda point, day=day: abs(point.day - day)) for day in wanted]
    rows = {
        point.day: (f"{point.day:g}", number(point.relief.median), number_interval(point.relief)) for point in nearest
    }
    headings = ("Days after", "Middle estimate", f"{percent(level)} sure")
    return Table("Points less pain after one session", headings, tuple(rows.values()))


def drivers(answer: Answer) -> Table:
    """What goes with more or less pain."""
    level = f"{percent(answer.interval_level)} sure"
    headings = ("Compared with a usual day", "Points", level, "Chance of more pain", "Answers", "Verdict")
    rows = (
        (
            driver.title,
            number(driver.effect.median, signed=True),
            number_interval(driver.effect, signed=True),
            percent(driver.probability_more_pain),
            str(driver.answers),
            "clear" if driver.verdict == LEARNED else driver_value(driver),
        )
        for driver in answer.drivers
    )
    return Table("What goes with more or less pain on the same day", headings, tuple(rows))


def forecast(answer: Answer) -> Table:
    """The coming days."""
    headings = ("Day", "Pain expected", f"{percent(answer.interval_level)} of answers")
    rows = (
        (weekday(answer.record.clock, point.day), number(clamp(point.mean)), _range(point.lo, point.hi))
        for point in answer.forecast
    )
    return Table("Pain on 0–10 on the coming days", headings, tuple(rows))


def _range(lo: float, hi: float) -> str:
    return f"{number(clamp(lo))} to {number(clamp(hi))}"


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
