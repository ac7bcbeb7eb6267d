"""What is to be done next by the plan, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.design.dates import dated
from unknot.web.plans.agree import proposal
from unknot.web.plans.models import Plan
from unknot.web.plans.progress import progress_of
from unknot.web.plans.safety import guard_of
from unknot.web.science_of_plans import sessions_before_a_review


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do.

    Attributes:
        said: What.
        urgent: Whether somebody must look before anything else.
    """

    said: str
    urgent: bool = False


def next_step(client: Client) -> NextStep | None:
    """The next step of a client's plan; None where there is no plan."""
    plan = Plan.running(client)
    if plan is None:
        return None
    guard = guard_of(client)
    if guard.stops:
        return NextStep(_("The plan rests: no session before somebody has looked."), urgent=True)
    if plan.is_over:
        return NextStep(
            _("The weeks of the plan are over: see what it brought, then end it or plan anew."), urgent=True
        )
    progress = progress_of(plan)
    if progress.met_twice:
        return NextStep(_("The goal was met two weeks in a row: double the days between sessions."))
    if progress.asks_for_a_review:
        count = sessions_before_a_review()
        said = _("%(count)s sessions were given under this plan: if nothing has changed, stop and think again.")
        return NextStep(said % {"count": count}, urgent=True)
    found = proposal(plan, guard)
    if found.moments:
        count = len(found.moments)
        said = ngettext(
            "%(count)s session of the plan is no appointment yet.",
            "%(count)s sessions of the plan are no appointments yet.",
            count,
        )
        return NextStep(said % {"count": count})
    coming = PlannedSession.coming(client).first()
    if coming is not None:
        when = dated(client.practice.local(coming.starts_at), "D j M, H:i")
        return NextStep(_("Next session by the plan: %(when)s.") % {"when": when})
    return NextStep(_("No further session by the plan; practice at home goes on."))
