"""The timeline as a table: one row a day, latest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unknot.web.sessions.models import Session
from unknot.web.timeline.canvas import Axis
from unknot.web.timeline.story import Story
from unknot.web.timeline.wording import number

SHOWN = ("pain", "sleep_quality", "stress")


@dataclass
class DayRow:
    """What is known of one day.

    Attributes:
        day: The date where the practice is.
        answers: The answers by instrument, as they were given.
        expected: The answer on pain that is expected, with its interval.
        sessions: The sessions of the day.
        practice: Minutes practised at home.
    """

    day: date
    answers: dict[str, str] = field(default_factory=dict[str, str])
    expected: str = ""
    sessions: list[Session] = field(default_factory=list[Session])
    practice: int = 0

    @property
    def cells(self) -> list[str]:
        """The answers in the order of the columns."""
        return [self.answers.get(name, "–") for name in SHOWN]


def day_rows(story: Story, axis: Axis, practice: Any) -> list[DayRow]:
    """The days within an axis of which anything is known.

    Args:
        story: What is told.
        axis: The stretch of time.
        practice: The practice, by whose clock days begin.
    """
    rows: dict[date, DayRow] = {}

    def row(moment: Any) -> DayRow:
        day = practice.local(moment).date()
        return rows.setdefault(day, DayRow(day))

    for name in SHOWN:
        for reading in story.readings.get(name, ()):
            if axis.holds(reading.when):
                said = row(reading.when).answers
                said[name] = f"{said[name]}, {number(reading.value)}" if name in said else number(reading.value)
    for session in story.sessions:
        if axis.holds(session.started_at):
            row(session.started_at).sessions.append(session)
    for reading in story.practice:
        if axis.holds(reading.when):
            row(reading.when).practice += int(reading.value)
    for point in story.belief:
        day = practice.local(point.when).date()
        if day in rows:
            lo, hi = (number(min(max(value, 0.0), 10.0)) for value in (point.lo, point.hi))
            rows[day].expected = f"{number(point.mean)} ({lo}–{hi})"
    return sorted(rows.values(), key=lambda found: found.day, reverse=True)
