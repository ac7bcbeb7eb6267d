"""What a timeline tells, read from the rows of a client: moments and numbers, nothing drawn yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.learning.models import Learned
from unknot.web.science import BandPoint
from unknot.web.sessions.models import Session

DAY = timedelta(days=1)
LEARNED = "learned"
STRIPS = ("sleep_quality", "stress")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer [nrs] and the moment that it is about."""

    when: datetime
    value: float


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that a timeline shows of one client, in time order.

    Attributes:
        readings: The answers by instrument.
        sessions: The sessions.
        practice: When something was practised at home, and for how many minutes altogether.
        belief: What is believed about the past.
        ahead: What is expected, without further sessions.
        relief_known: Whether it is known how long relief lasts, so that relief at work can be shown.
    """

    readings: Mapping[str, Sequence[Reading]]
    sessions: Sequence[Session]
    practice: Sequence[Reading]
    belief: Sequence[BandPoint]
    ahead: Sequence[BandPoint]
    relief_known: bool

    @property
    def end(self) -> datetime | None:
        """The last moment of which anything is known: from there on it is a forecast."""
        moments = [reading.when for readings in self.readings.values() for reading in readings[-1:]]
        moments += [session.started_at for session in self.sessions[-1:]]
        return max(moments, default=None)

    @property
    def start(self) -> datetime | None:
        """The first moment of which anything is known."""
        moments = [reading.when for readings in self.readings.values() for reading in readings[:1]]
        moments += [session.started_at for session in self.sessions[:1]]
        return min(moments, default=None)


def story_of(client: Client, learned: Learned | None) -> Story:
    """A client's story.

    Args:
        client: Whose.
        learned: What was learned from the record, if anything.
    """
    # Plain rows: two years of entries as objects would take longer than the drawing.
    entries = list(Entry.objects.filter(client=client).values_list("for_when", "answers", "practice"))
    answer: dict[str, Any] = (learned.answer if learned else None) or {}
    origin = learned.origin if learned else None
    return Story(
        readings=_readings(entries),
        sessions=list(Session.objects.filter(client=client).defer("note")),
        practice=[
            Reading(when, float(minutes)) for when, _, practice in entries if (minutes := sum(practice.values()))
        ],
        belief=_band(answer.get("timeline", ()), origin, "expected"),
        ahead=_band(answer.get("forecast", ()), origin, "mean"),
        relief_known=any(entry["verdict"] == LEARNED for entry in answer.get("relief", ())),
    )


def _readings(entries: Iterable[tuple[datetime, Mapping[str, float], Any]]) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for when, answers, _practice in entries:
        for name, value in answers.items():
            found.setdefault(name, []).append(Reading(when, float(value)))
    return found


def _band(points: Iterable[Mapping[str, Any]], origin: datetime | None, mean: str) -> list[BandPoint]:
    if origin is None:
        return []
    return [
        BandPoint(origin + point["day"] * DAY, point[mean], point["lo"], point["hi"], point.get("relief", 0.0))
        for point in points
    ]
