"""From uploaded tables to entries and sessions of a client: read as a whole, kept as a whole."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from unknot.errors import Problem, RecordError, TableError
from unknot.records import Clock, Dose, Record
from unknot.tables.load import Sheet, choose_person, read_records
from unknot.web.clients.models import Client
from unknot.web.data.models import Upload
from unknot.web.diary.models import Entry
from unknot.web.learning.learn import mark_stale
from unknot.web.sessions.models import Session
from unknot.web.sessions.scales import bounds_of

SPACE = uuid.UUID("0d6a4c0e-4f46-4f0a-8f37-2d3b6c1e9a55")
"""Where the keys of imported rows live: the same row imported twice is one row."""
MOST_ROWS = 20_000
LONGEST_SESSION = 480


@dataclass(frozen=True)
class Read:
    """What uploaded tables say, ready to be kept.

    Attributes:
        entries: What is new in the diary.
        sessions: The doses that are new.
        notices: What was assumed or mended while reading.
        known: How many rows are left out because the client has them already.
    """

    entries: tuple[Entry, ...]
    sessions: tuple[Session, ...]
    notices: tuple[str, ...]
    known: int


def read(upload: Upload) -> Read:
    """What an upload says.

    Raises:
        RecordError: If anything in it is wrong; it says in plain words what.
    """
    doses = Sheet(upload.doses_name, bytes(upload.doses)) if upload.doses else None
    ignored = [name.strip() for name in upload.ignored.split(",") if name.strip()]
    zone = upload.client.practice.time_zone
    records = read_records(Sheet(upload.responses_name, bytes(upload.responses)), doses, time_zone=zone, ignore=ignored)
    record = _dated(_one(records, upload.person), upload.first_day, zone)
    if len(record.responses) + len(record.doses) > MOST_ROWS:
        raise RecordError(
            "The tables hold more than one person writes in many years.",
            given=f"{len(record.responses)} answers",
            todo=f"Import at most {MOST_ROWS} answers and sessions at a time.",
        )
    there = _there(upload.client)
    rows = (*_entries(record, upload.client), *_sessions(record, upload.client))
    fresh = [row for row in rows if _said(row) not in there]
    return Read(
        entries=tuple(row for row in fresh if isinstance(row, Entry)),
        sessions=tuple(row for row in fresh if isinstance(row, Session)),
        notices=record.notices,
        known=len(rows) - len(fresh),
    )


def keep(upload: Upload) -> Read:
    """Keep what an upload says, all of it or nothing; rows that are there already stay as they are.

    Raises:
        RecordError: If anything in it is wrong.
    """
    with transaction.atomic():
        found = read(upload)
        Entry.objects.bulk_create(found.entries, ignore_conflicts=True)
        Session.objects.bulk_create(found.sessions, ignore_conflicts=True)
        mark_stale(upload.client)
        upload.delete()
    return found


def plain_problems(error: RecordError) -> list[str]:
    """What is wrong with a table, for somebody who has a page before them and not a command line."""
    said = (
        [str(problem) for problem in error.problems[: error.shown]] if isinstance(error, TableError) else [str(error)]
    )
    return [_COMMAND.sub(r"by writing \1 under “Columns to leave out”", text) for text in said]


_COMMAND = re.compile(r"with --ignore ('[^']*')")


def _one(records: tuple[Record, ...], person: str) -> Record:
    if person or len(records) == 1:
        return choose_person(records, person or None)
    raise RecordError(
        "The tables hold several people.",
        given=", ".join(record.person for record in records[:8]),
        todo="Say whose rows these are.",
    )


def _dated(record: Record, first_day: date | None, zone: str) -> Record:
    """The record in calendar time: day numbers need the date of day 0."""
    if record.clock.origin is not None:
        return record
    if first_day is None:
        raise RecordError(
            "The table counts days and knows no dates.",
            given="day numbers in the column 'time'",
            todo="Say which date day 0 was.",
        )
    midnight = datetime.combine(first_day, time(), ZoneInfo(zone)).astimezone(UTC)
    return replace(record, clock=Clock(midnight.replace(tzinfo=None), zone))


def _entries(record: Record, client: Client) -> tuple[Entry, ...]:
    pages: dict[float, dict[str, float]] = {}
    for response in record.responses:
        pages.setdefault(response.day, {})[response.instrument] = _number(response.value)
    return tuple(_entry(record.clock.moment(day), answers, client) for day, answers in pages.items())


def _entry(when: datetime, answers: dict[str, float], client: Client) -> Entry:
    return Entry(client=client, key=_key(client, when, answers), for_when=when, written_at=when, answers=answers)


def _sessions(record: Record, client: Client) -> tuple[Session, ...]:
    refused = [dose for dose in record.doses if not 1 <= round(dose.minutes) <= LONGEST_SESSION]
    if refused:
        raise TableError("The table of sessions", [_too_long(dose, record.clock) for dose in refused])
    return tuple(_session(dose, record.clock.moment(dose.day), client) for dose in record.doses)


def _session(dose: Dose, when: datetime, client: Client) -> Session:
    said = {"intervention": dose.intervention, "minutes": dose.minutes, "note": dose.note}
    return Session(
        client=client,
        therapist=client.therapist,
        key=_key(client, when, said),
        intervention=dose.intervention[:60],
        started_at=when,
        minutes=round(dose.minutes),
        pressure=_pressure(dose.intensity),
        note=dose.note,
    )


def _pressure(intensity: float | None) -> int | None:
    """An intensity of 0 to 10 as a step of the session's own scale of pressure."""
    if intensity is None:
        return None
    least, most = bounds_of("pressure")
    return max(least, round(intensity / 10 * most))


def _too_long(dose: Dose, clock: Clock) -> Problem:
    return Problem(
        row=0,
        column="minutes",
        given=f"{dose.minutes:g}",
        what=f"the session of {clock.label(dose.day)} lasts that long",
        suggestion=f"Sessions last from 1 to {LONGEST_SESSION} minutes.",
    )


def _there(client: Client) -> set[tuple[str, datetime, str]]:
    """What a client has already: the own export brought in again must not double the diary."""
    return {_said(row) for model in (Entry, Session) for row in model.objects.filter(client=client)}


def _said(row: Entry | Session) -> tuple[str, datetime, str]:
    """What makes two rows one: kind, moment to the second, and what was said or done."""
    if isinstance(row, Entry):
        return "entry", row.for_when.replace(microsecond=0), json.dumps(row.answers, sort_keys=True)
    return "session", row.started_at.replace(microsecond=0), row.intervention


def _key(client: Client, when: datetime, said: object) -> uuid.UUID:
    return uuid.uuid5(SPACE, f"{client.public_id} {when.isoformat()} {json.dumps(said, sort_keys=True)}")


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
