"""One person's story, frozen: answers and doses with their times.

Times are days since the record's origin, as plain numbers. The clock says what day 0 is: thus a record kept
in calendar time is shown in calendar time and one kept in day numbers in day numbers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from unknot.errors import RecordError

Item = TypeVar("Item")
FORMAT = "unknot-record/1"


@dataclass(frozen=True, slots=True)
class Clock:
    """What day 0 of a record is.

    Attributes:
        origin: The moment of day 0 in UTC (wall-clock time where no time zone is known), or None for day
            numbers.
        time_zone: The IANA name of the person's time zone, or None.
    """

    origin: datetime | None = None
    time_zone: str | None = None

    def label(self, day: float) -> str:
        """A moment as a person writes it: local ISO 8601 to the minute, or the day number."""
        if self.origin is None:
            return f"{round(day, 4):.10g}"
        # Half a minute more, because the format cuts off where people round.
        return self.moment(day + 0.5 / 1440).isoformat(timespec="minutes")

    def moment(self, day: float) -> datetime:
        """A moment as a date-time: zone-aware where the time zone is known.

        Raises:
            RecordError: If the record counts days only.
        """
        if self.origin is None:
            raise RecordError(
                "This record counts days and knows no calendar.", todo="Give dates in the table to get dates."
            )
        moment = self.origin + timedelta(days=day)
        if self.time_zone is None:
            return moment
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.time_zone))

    def day_of(self, date: int, hour: float) -> float:
        """When the clock on the wall shows an hour, whatever the clocks were turned in between [day].

        Args:
            date: Which date, counted from that of day 0.
            hour: The hour on that date.
        """
        if self.origin is None or self.time_zone is None:
            return date + hour / 24
        first = self.moment(0.0)
        midnight = datetime.combine(first.date() + timedelta(days=date), time(), first.tzinfo)
        return (midnight + timedelta(hours=hour) - first.astimezone(UTC)) / timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Response:
    """One answer on one instrument.

    Attributes:
        day: When it was given, days since the origin [day].
        instrument: The instrument's name.
        value: The answer on the 0-10 scale [nrs].
    """

    day: float
    instrument: str
    value: float


@dataclass(frozen=True, slots=True, order=True)
class Dose:
    """One session, practice or medicine taken.

    Attributes:
        day: When it began, days since the origin [day].
        intervention: The intervention's name.
        minutes: How long it lasted [minute].
        intensity: How strong it was, 0-10, or None where nobody said.
        note: A free note.
    """

    day: float
    intervention: str
    minutes: float
    intensity: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Record:
    """One person's answers and doses in the order of time.

    Attributes:
        person: Who; a name or a pseudonym.
        responses: The answers, sorted.
        doses: The doses, sorted.
        clock: What day 0 is.
        resolutions: For each instrument, the distance between neighbouring answers on the 0-10 scale [nrs].
        notices: What was assumed or mended while reading, for the reader of the report.
    """

    person: str
    responses: tuple[Response, ...]
    doses: tuple[Dose, ...] = ()
    clock: Clock = Clock()
    resolutions: Mapping[str, float] = field(default_factory=dict[str, float])
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Sort, and refuse what no diary can hold.

        Raises:
            RecordError: If a time or a value is not finite, or an answer or an intensity is outside 0-10.
        """
        object.__setattr__(self, "responses", tuple(sorted(self.responses)))
        object.__setattr__(self, "doses", tuple(sorted(self.doses, key=lambda dose: (dose.day, dose.intervention))))
        for response in self.responses:
            if not (math.isfinite(response.day) and 0 <= response.value <= 10):
                raise _impossible("An answer", response, "Answers lie between 0 and 10.")
        for dose in self.doses:
            if not _possible(dose):
                raise _impossible("A dose", dose, "Minutes are more than 0, intensities between 0 and 10.")
        for step in self.resolutions.values():
            if not 0 <= step <= 10:
                raise _impossible("A resolution", step, "Steps between answers lie between 0 and 10.")

    @property
    def instruments(self) -> tuple[str, ...]:
        """The instruments answered at least once, by name."""
        return tuple(sorted({response.instrument for response in self.responses}))

    @property
    def interventions(self) -> tuple[str, ...]:
        """The interventions taken at least once, by name."""
        return tuple(sorted({dose.intervention for dose in self.doses}))

    def answers(self, instrument: str) -> tuple[Response, ...]:
        """The answers on one instrument in the order of time."""
        return tuple(response for response in self.responses if response.instrument == instrument)

    def to_json(self) -> str:
        """The whole record as JSON; `from_json` gives back an equal record."""
        clock = {
            "origin": self.clock.origin.isoformat() if self.clock.origin else None,
            "time_zone": self.clock.time_zone,
        }
        body = {
            "format": FORMAT,
            "person": self.person,
            "clock": clock,
            "responses": [_plain(response) for response in self.responses],
            "doses": [_plain(dose) for dose in self.doses],
            "resolutions": dict(self.resolutions),
            "notices": list(self.notices),
        }
        return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Record:
        """Read what `to_json` wrote.

        Raises:
            RecordError: If the text is not a record in this format.
        """
        try:
            return cls._from_body(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RecordError(
                "The text is not a record.",
                given=f"{type(error).__name__}: {error}",
                todo=f"Give JSON in the format '{FORMAT}', as written by Record.to_json.",
            ) from error

    @classmethod
    def _from_body(cls, body: Mapping[str, Any]) -> Record:
        if body["format"] != FORMAT:
            raise ValueError(f"format {body['format']!r}")
        origin = body["clock"]["origin"]
        return cls(
            person=body["person"],
            responses=_each(Response, body["responses"]),
            doses=_each(Dose, body["doses"]),
            clock=Clock(datetime.fromisoformat(origin) if origin else None, body["clock"]["time_zone"]),
            resolutions=dict(body["resolutions"]),
            notices=tuple(body["notices"]),
        )


def _impossible(what: str, given: object, todo: str) -> RecordError:
    return RecordError(f"{what} is impossible.", given=repr(given), todo=todo)


def _possible(dose: Dose) -> bool:
    strong = dose.intensity is None or 0 <= dose.intensity <= 10
    return strong and math.isfinite(dose.day) and math.isfinite(dose.minutes) and dose.minutes > 0


def _plain(entry: Response | Dose) -> dict[str, Any]:
    return {part.name: getattr(entry, part.name) for part in fields(entry)}


def _each(kind: type[Item], rows: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    return tuple(kind(**row) for row in rows)
