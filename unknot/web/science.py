"""The one door between the app and the science: rows go in, plain answers come out.

No other file of the app imports the model, inference, planning or reports; heavy imports happen when a question is
asked, one thread at a time (`load_numerics`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from unknot.compiled_code import keep_compiled_code
from unknot.errors import FitError
from unknot.evidence.load import instruments, interventions
from unknot.records import Clock, Dose, Record, Response

if TYPE_CHECKING:
    from unknot.inference.coming import Standpoint
    from unknot.inference.posterior import Posterior
    from unknot.report.answer import Answer

DAY = timedelta(days=1)
KEPT_FITS = 32
"""Posteriors kept in memory, so that a what-if needs no fit."""
_FIRST_IMPORT = Lock()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as the diary keeps it.

    Attributes:
        when: What moment it is about; zone-aware.
        instrument: The instrument's name.
        value: The answer [nrs].
    """

    when: datetime
    instrument: str
    value: float


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One session or practice as the app keeps it.

    Attributes:
        when: When it began; zone-aware.
        intervention: The intervention's name.
        minutes: How long it lasted [minute].
        intensity: How strong it was, 0-10, or None.
    """

    when: datetime
    intervention: str
    minutes: float
    intensity: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What an instrument asks."""

    name: str
    title: str
    question: str
    low: str
    high: str
    better: str
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class BandPoint:
    """Pain expected at a moment, with the interval in which an answer is expected, and the relief at work [nrs]."""

    when: datetime
    mean: float
    lo: float
    hi: float
    relief: float


def load_numerics() -> None:
    """Import what is heavy; whoever comes second waits until it is there.

    JAX and SciPy refer to themselves in circles: where two threads import them at once for the first time, one of them
    meets a module that is half there. Every function of the doors that imports from below begins here.

    Whoever asks JAX for its devices first makes the threads that all later computations run on, and these inherit the
    priority of that thread: a worker that stands back calls this before it does.
    """
    with _FIRST_IMPORT:
        keep_compiled_code()
        # With it comes everything heavy that any of the doors needs.
        import_module("unknot.inference.individual")
        import jax

        jax.devices()


def questions(names: Iterable[str]) -> tuple[Question, ...]:
    """What the instruments of these names ask."""
    facts = (instruments()[name] for name in names)
    return tuple(
        Question(fact.name, fact.title, fact.question, fact.low_label, fact.high_label, fact.better, fact.loinc)
        for fact in facts
    )


def known_questions() -> dict[str, Question]:
    """What every instrument asks, by name."""
    return {question.name: question for question in questions(instruments())}


def treatment_titles() -> dict[str, str]:
    """What every intervention is called, by name."""
    return {name: fact.title for name, fact in interventions().items()}


def record_of(person: str, answers: Sequence[AnswerRow], doses: Sequence[DoseRow], time_zone: str) -> Record:
    """A person's record, whose day 0 begins at the midnight before the first row.

    Args:
        person: What the record is called.
        answers: The diary; at least one answer.
        doses: Sessions and practice.
        time_zone: The IANA name of the person's time zone.
    """
    zone = ZoneInfo(time_zone)
    first = min(row.when for row in (*answers, *doses)).astimezone(zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    return Record(
        person=person,
        responses=tuple(Response(_day(row.when, midnight), row.instrument, row.value) for row in answers),
        doses=tuple(Dose(_day(row.when, midnight), row.intervention, row.minutes, row.intensity) for row in doses),
        clock=Clock(midnight.replace(tzinfo=None), time_zone),
        resolutions=dict.fromkeys({row.instrument for row in answers}, 1.0),
    )


def learned(record: Record) -> Posterior:
    """What a record teaches; kept in memory for the records asked for last.

    Raises:
        FitError: If there is nothing to learn from.
    """
    return _learned(record.to_json())


def answer_of(record: Record) -> Answer:
    """The answer for one person.

    Raises:
        FitError: If there is nothing to learn from.
    """
    load_numerics()
    from unknot.report.assemble import answer

    return answer(learned(record))


def explained_to_client(found: Answer) -> dict[str, Any]:
    """An answer in sentences for the client: `days` for the coming days, `relief` for each treatment by name.

    What goes with more pain is left out: there is a list of all of that.
    """
    load_numerics()
    from unknot.report.explained import explain

    return {
        "days": [sentence.text for sentence in explain(found).client if "day" in sentence.numbers],
        "relief": {entry.intervention: [sentence.text for sentence in explain(entry).client] for entry in found.relief},
    }


def what_if(record: Record, planned: Sequence[DoseRow], moments: Sequence[datetime]) -> tuple[BandPoint, ...]:
    """Pain at given moments, had these doses been given as well.

    Args:
        record: The person's record.
        planned: Doses that are not in the record.
        moments: When to look; past or to come.

    Raises:
        FitError: If there is nothing to learn from, or a dose is of a kind that the record does not have.
    """
    return _what_if(record.to_json(), tuple(planned), tuple(sorted(moments)))


def forget_fits() -> None:
    """Drop the posteriors and the answers kept in memory: somebody was erased."""
    _learned.cache_clear()
    _standpoint.cache_clear()
    # Its keys are whole records.
    _what_if.cache_clear()


def virtual_record(seed: int, days: int, kept: int, **chosen: Any) -> Record:
    """The beginning of a virtual client's diary, for the demo practice: a record in day numbers.

    Nobody there answers from habit, so that short diaries have something to show.

    Args:
        seed: Seed of all random numbers.
        days: How long the person is simulated; the same for several, because each length is compiled for itself [day].
        kept: How much of it the diary holds [day].
        **chosen: `gap`, `answered` of the protocol; `half_life`, `peak` of the person.
    """
    load_numerics()
    from unknot.model.virtual_client import Protocol, virtual_client

    kept_by_protocol = {name: chosen[name] for name in ("gap", "answered") if name in chosen}
    of_person = {name: value for name, value in chosen.items() if name not in kept_by_protocol}
    record = virtual_client(seed, Protocol(days=days, **kept_by_protocol), habit=0.0, **of_person).record
    return replace(
        record,
        responses=tuple(response for response in record.responses if response.day < kept),
        doses=tuple(dose for dose in record.doses if dose.day < kept),
    )


@lru_cache(maxsize=KEPT_FITS)
def _learned(record: str) -> Posterior:
    load_numerics()
    from unknot.inference.individual import fit

    return fit(Record.from_json(record))


@lru_cache(maxsize=KEPT_FITS)
def _standpoint(record: str) -> Standpoint:
    load_numerics()
    from unknot.inference.coming import standpoint

    return standpoint(_learned(record))


@lru_cache(maxsize=KEPT_FITS)
def _what_if(record_json: str, planned: tuple[DoseRow, ...], moments: tuple[datetime, ...]) -> tuple[BandPoint, ...]:
    load_numerics()
    from unknot.inference.coming import coming_band
    from unknot.inference.forecast import pain_band
    from unknot.model.exposure import exposures, usual_minutes

    begin = _standpoint(record_json)
    record = begin.posterior.record
    given_before = {dose.intervention for dose in record.doses}
    if unknown := {row.intervention for row in planned} - given_before:
        raise FitError(
            "What a session does is not known before the first one was recorded.", given=", ".join(sorted(unknown))
        )
    midnight = _origin(record)
    further = tuple(Dose(_day(row.when, midnight), row.intervention, row.minutes, row.intensity) for row in planned)
    # "One session" stays what it was for this client, whatever is planned.
    usual: Mapping[str, float] = {**usual_minutes(further), **usual_minutes(record.doses)}
    days, given = [_day(moment, midnight) for moment in moments], exposures(further, usual)
    coming = min([*days, *(exposure.end for exposure in given)], default=begin.day) >= begin.day
    # Going through the whole diary takes seconds where it is long; what is to come needs only where it ended.
    band = coming_band(begin, days, planned=given) if coming else pain_band(begin.posterior, days, planned=given)
    rows = zip(band.days, band.mean, band.lo, band.hi, band.relief, strict=True)
    return tuple(BandPoint(when, *map(float, numbers)) for when, (_, *numbers) in zip(moments, rows, strict=True))


def _origin(record: Record) -> datetime:
    return record.clock.moment(0.0).astimezone(UTC)


def _day(moment: datetime, midnight: datetime) -> float:
    return (moment - midnight) / DAY
