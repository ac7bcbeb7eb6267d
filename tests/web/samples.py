"""Two practices with everything in them, and for every object in a path one of each kind of owner.

The walk over every route takes its objects from here: an app that adds a path with a new argument adds one line to
`objects_of`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from made_up_run import run_of
from made_up_search import plan_of
from made_up_trial import trial_of

from unknot.web.accounts.models import Practice, Role, StaffMember
from unknot.web.clients.models import Client
from unknot.web.colleagues.models import Invitation
from unknot.web.data.models import Upload
from unknot.web.diary.models import Entry
from unknot.web.enrolment.models import Device, digest
from unknot.web.goals.models import Goal
from unknot.web.intake.models import Intake
from unknot.web.sessions.models import Session

PASSWORD = "a sentence of our own"


@dataclass
class House:
    """One practice: its owner, two therapists, a client of each therapist, and an enrolled phone of each client."""

    practice: Practice
    owner: StaffMember
    therapist: StaffMember
    colleague: StaffMember
    clients: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def make_house(name: str) -> House:
    """A practice with staff, clients and what they wrote."""
    practice = Practice.objects.create(name=name, time_zone="Europe/Oslo", recovery_tested_at=timezone.now())
    staff = {
        who: StaffMember.objects.create_user(
            f"{who}@{name}.example", PASSWORD, name=f"{who} {name}", practice=practice, role=role
        )
        for who, role in (("owner", Role.OWNER), ("therapist", Role.THERAPIST), ("colleague", Role.THERAPIST))
    }
    house = House(practice, **staff)
    Invitation.objects.create(
        practice=practice, invited_by=house.owner, name="new", email=f"new@{name}.example", code_hash=digest(name)
    )
    run_of(house.owner)
    for who in ("therapist", "colleague"):
        client = Client.objects.create(practice=practice, therapist=staff[who], name=f"client of {who} {name}")
        house.clients[who], house.tokens[who] = client, f"token {who} {name}"
        Device.objects.create(client=client, token_hash=digest(house.tokens[who]), name="phone")
        add_rows(client)
    return house


def add_rows(client: Client) -> None:
    """One session, one intake, a table that waits to be imported, and entries of three evenings."""
    now = timezone.now()
    Session.objects.create(
        client=client, therapist=client.therapist, started_at=now - timedelta(days=2), regions=["neck"]
    )
    Intake.objects.create(
        client=client,
        therapist=client.therapist,
        key=uuid.uuid4(),
        signs=["fever"],
        conditions=["blood_thinner"],
        outcome="letter_first",
    )
    Upload.objects.create(
        client=client, member=client.therapist, responses_name="diary.csv", responses=b"time,pain\n2026-03-01,4\n"
    )
    plan_of(client)
    trial_of(client)
    Goal.objects.create(client=client, activity="climb the stairs")
    for days in (1, 2, 3):
        when = now - timedelta(days=days)
        Entry.objects.create(
            client=client, key=uuid.uuid4(), for_when=when, written_at=when, answers={"pain": 4, "stress": 2}
        )


def objects_of(client: Client) -> dict[str, Any]:
    """For each argument that may stand in a path, the public id of this client's object."""
    return {
        "client": client.public_id,
        "device": client.devices.first().public_id,
        "session": client.sessions.first().public_id,
        "entry": client.entries.first().public_id,
        "intake": client.intakes.first().public_id,
        "upload": client.uploads.first().public_id,
        "plan": client.plans.first().public_id,
        "trial": client.trials.first().public_id,
        "goal": client.goals.first().public_id,
        "colleague": client.practice.staff.get(name__startswith="colleague").public_id,
        "run": client.practice.caseload_runs.first().public_id,
        "invitation": client.practice.invitations.first().public_id,
    }


def relief_entry(verdict: str = "learned", **said: Any) -> dict[str, Any]:
    """What the answer says about one treatment, as `unknot report --json` prints it."""
    estimate = {"median": 2.0, "lo": 1.0, "hi": 4.0}
    curve = [{"day": day, "relief": {"median": 2.0 / (1 + day), "lo": 0.2, "hi": 2.5}} for day in range(10)]
    return {
        "title": "Massage",
        "known": True,
        "verdict": verdict,
        "half_life_days": estimate,
        "peak": estimate,
        "days_above_one_point": estimate,
        "share_that_stays": {"median": 0.1, "lo": 0.02, "hi": 0.3},
        "bands": {"<1": 0.1, "1-3": 0.6, "3-7": 0.2, ">7": 0.1},
        "sessions": 8,
        "usable_sessions": 7,
        "learned_from_data": 0.7,
        "reasons": [] if verdict == "learned" else ["Only 2 of the sessions have an answer."],
        "curve": curve,
        **said,
    }
