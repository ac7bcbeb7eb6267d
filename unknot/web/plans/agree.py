"""From a plan to appointments: those that fit what is agreed already, and keep to what stands for the client now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from unknot.web.accounts.models import StaffMember
from unknot.web.appointments.models import PlannedSession
from unknot.web.plans.models import Plan
from unknot.web.plans.safety import Guard
from unknot.web.science_of_plans import least_days_apart, most_a_week
from unknot.web.sessions.models import Session

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Agreed:
    """What can become of a plan's sessions.

    Attributes:
        moments: Appointments to make.
        too_close: Sessions that are left out, as another one is too near.
        too_long: Whether none is made, as they are longer than the limits allow now.
    """

    moments: tuple[datetime, ...]
    too_close: int
    too_long: bool


def proposal(plan: Plan, guard: Guard) -> Agreed:
    """The appointments that a plan still wants.

    Args:
        plan: The plan.
        guard: What stands for the client now; the limits may have changed since the plan was made.
    """
    option, longest = plan.chosen, guard.longest.minutes
    if guard.stops or (longest is not None and option.minutes > longest):
        return Agreed((), 0, not guard.stops)
    local = plan.client.practice.local
    taken = [local(when).date() for when in _times(plan)]
    moments: list[datetime] = []
    too_close = 0
    for moment in option.sessions:
        day = local(moment).date()
        if moment <= timezone.now() or day in taken:
            continue
        if _fits(day, taken):
            moments.append(moment)
            taken.append(day)
        else:
            too_close += 1
    return Agreed(tuple(moments), too_close, too_long=False)


def make_appointments(plan: Plan, guard: Guard, by: StaffMember) -> Agreed:
    """Make them; pressed twice, they are made once."""
    with transaction.atomic():
        found = proposal(plan, guard)
        PlannedSession.objects.bulk_create(
            PlannedSession(client=plan.client, starts_at=moment, minutes=plan.chosen.minutes, planned_by=by)
            for moment in found.moments
        )
    return found


def _times(plan: Plan) -> list[datetime]:
    """When sessions were in the last week, and are to come."""
    client = plan.client
    given = Session.objects.filter(client=client, started_at__gte=timezone.now() - timedelta(days=A_WEEK))
    return [
        *given.values_list("started_at", flat=True),
        *PlannedSession.coming(client).values_list("starts_at", flat=True),
    ]


def _fits(day: date, taken: Sequence[date]) -> bool:
    """Whether a session on a day keeps the rules about how close sessions are."""
    if any(abs((day - other).days) < least_days_apart() for other in taken):
        return False
    near = [*taken, day]
    return all(sum(0 <= (other - first).days < A_WEEK for other in near) <= most_a_week() for first in near)
