"""Goal: an activity that shall go well again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unknot.web.fhir.resource import Resource, reference, resource


@dataclass(frozen=True, slots=True)
class Aim:
    """What somebody works towards.

    Attributes:
        identity: A UUID.
        person: The client's public id.
        text: The activity, in the client's own words.
        since: The date on which it was named.
        ended: The date from which on it is no longer worked on, or None.
    """

    identity: str
    person: str
    text: str
    since: date
    ended: date | None = None


def goal(aim: Aim) -> Resource:
    """An activity as a Goal; FHIR calls one that is no longer sought "completed", whether it was reached or not."""
    return resource(
        "Goal",
        aim.identity,
        lifecycleStatus="completed" if aim.ended else "active",
        description={"text": aim.text},
        subject=reference("Patient", aim.person),
        startDate=aim.since.isoformat(),
        statusDate=aim.ended.isoformat() if aim.ended else None,
    )
