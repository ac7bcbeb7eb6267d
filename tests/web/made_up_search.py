"""What a search for plans finds, written by hand: tests of pages need no fit."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.intake.models import Intake
from unknot.web.plans.models import Plan, PlanSearch

if TYPE_CHECKING:
    from samples import House

WISHES = {
    "goal_most": 4,
    "goal_days": 5,
    "weeks": 4,
    "price": 60,
    "budget": 400,
    "most_a_week": 2,
    "home_minutes": 20,
    "good_day": 20,
    "hour": 0,
}
NAME = "3 sessions, weekly, with exercise at home"


def unstopped(house: House) -> Client:
    """The therapist's client, whom nothing stops and who has no plan."""
    found = house.clients["therapist"]
    found.plans.all().delete()
    found.intakes.all().delete()
    Intake.objects.create(client=found, therapist=found.therapist, key=uuid.uuid4(), outcome="go_on")
    found.sessions.all().delete()
    return found


def stop(client: Client, sign: str = "fever") -> None:
    """Let a sign of the latest intake stop sessions."""
    Intake.objects.create(
        client=client, therapist=client.therapist, key=uuid.uuid4(), signs=[sign], outcome="letter_first"
    )


def address_of(name: str, client: Client, **more: Any) -> str:
    """The path of a page of plans."""
    return reverse(f"plans:{name}", kwargs={"client": client.public_id, **more})


def page_of(browser: Browser, client: Client) -> str:
    """The tab of plans."""
    return browser.get(address_of("page", client)).content.decode()


def option_said(client: Client, name: str = NAME, kind: str = "plan", gaps: tuple[int, ...] = (2, 9, 16)) -> dict:
    """One option of four weeks that begins tomorrow, with sessions at 14:07."""
    local = client.practice.local(timezone.now())
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    days = [midnight + timedelta(days=day, hours=20) for day in range(1, 29)]
    times = [(midnight + timedelta(days=gap, hours=14, minutes=7)).isoformat() for gap in gaps]
    home = {
        "name": "exercise",
        "title": "Exercise",
        "minutes": 10.0,
        "days_a_week": 3,
        "grade": "established",
        "from_diary": False,
        "harms": "Sore muscles.",
        "times": [(midnight + timedelta(days=day, hours=8)).isoformat() for day in (1, 3, 5)],
    }
    return {
        "name": name,
        "kind": kind,
        "treatment": "massage",
        "sessions": len(gaps),
        "minutes": 60.0,
        "home": [home] if kind == "plan" else [],
        "cost": 60.0 * len(gaps),
        "own_hours": 5.0,
        "probability_goal": 0.62,
        "sampling_error": 0.011,
        "expected_pain": 3.4,
        "expected_pain_interval": [2.1, 5.0],
        "good_days": 17.0,
        "days_gained": 6.4,
        "days_gained_interval": [-2.0, 14.0],
        "grade": "established",
        "reasons": [{"text": "Your relief halves in about 3 days."}, {"text": "The chance of your goal is 62 %."}],
        "schedule": [{"time": text} for text in times],
        "days": [{"time": day.isoformat(), "mean": 3.5, "lo": 1.2, "hi": 5.6} for day in days],
    }


def found_said(client: Client, *, supported: bool = True) -> dict[str, Any]:
    """Two plans, doing nothing, and carrying on as now."""
    options = [
        option_said(client),
        option_said(client, "1 session, with exercise at home", gaps=(2,)),
        option_said(client, "Do nothing", "do nothing", ()),
        option_said(client, "Carry on as now", "carry on as now", (3, 10)),
    ]
    unknown = {"text": "The data can't support a plan of your own yet: 1 session with an answer in the week after."}
    return {
        "options": options,
        "best": NAME,
        "supported": supported,
        "trustworthy": True,
        "futures": 2000,
        "notes": [*([] if supported else [unknown]), {"text": "After four more sessions without change, stop."}],
        "rules": [{"title": "Never hands-on alone", "statement": "Sessions are planned together with exercise."}],
        "explanation": {
            "client": [{"text": "Without sessions or practice, the chance is 20 %."}, {"text": f"{NAME}: 62 %."}],
            "therapist": [{"text": "Weighed as you said."}],
        },
    }


def search_for(client: Client, *, supported: bool = True, minutes: int | None = None) -> PlanSearch:
    """A search that has ended, under no limit or under one of the length of sessions."""
    return PlanSearch.objects.create(
        client=client,
        asked_by=client.therapist,
        wishes=WISHES,
        found=found_said(client, supported=supported),
        kept_to={"stops": False, "minutes": minutes},
        as_of=timezone.now(),
    )


def plan_of(client: Client, by: StaffMember | None = None, **said: Any) -> Plan:
    """A plan that a therapist chose a week ago."""
    option = option_said(client)
    begin = {
        "client": client,
        "chosen_by": by or client.therapist,
        "chosen_at": timezone.now() - timedelta(days=7),
        "as_of": timezone.now() - timedelta(days=7),
        "goal_most": 4,
        "goal_days": 5,
        "weeks": 4,
        "title": NAME,
        "ends_on": client.practice.local(timezone.now() + timedelta(days=28)).date(),
        "chance_without": 0.2,
        "option": option,
    }
    return Plan.objects.create(**begin | said)
