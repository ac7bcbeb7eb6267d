"""Procedure: one session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from unknot.web.fhir.resource import INTERVENTION, Resource, concept, moment, reference, resource


@dataclass(frozen=True, slots=True)
class Given:
    """A session that was given.

    Attributes:
        identity: A UUID.
        person: The client's public id.
        name: The intervention's name.
        text: What it is called.
        began: When it began.
        minutes: How long it lasted [minute].
        regions: Where.
        notes: What was written about it; empty ones are left out.
        complications: What came with it that was not wanted.
        follow_up: What was done about that; empty ones are left out.
    """

    identity: str
    person: str
    name: str
    text: str
    began: datetime
    minutes: float
    regions: Sequence[str] = ()
    notes: Sequence[str] = ()
    complications: Sequence[str] = ()
    follow_up: Sequence[str] = ()


def procedure(given: Given) -> Resource:
    """A session as a Procedure. SNOMED CT needs a national licence, so what was done is named by our own code."""
    return resource(
        "Procedure",
        given.identity,
        status="completed",
        code=concept(INTERVENTION, given.name, given.text),
        subject=reference("Patient", given.person),
        performedPeriod={
            "start": moment(given.began),
            "end": moment(given.began + timedelta(minutes=given.minutes)),
        },
        bodySite=[{"text": region.replace("_", " ")} for region in given.regions],
        complication=[{"text": text} for text in given.complications],
        followUp=[{"text": text} for text in given.follow_up if text],
        note=[{"text": text} for text in given.notes if text],
    )
