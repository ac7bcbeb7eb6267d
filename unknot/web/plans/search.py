"""Looking for plans, in the worker; and the questions that teach most."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.errors import UnknotError
from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.database.claims import each_claimed
from unknot.web.learning.models import Learned
from unknot.web.learning.records import record_for
from unknot.web.plans.forms import wanted
from unknot.web.plans.models import PlanSearch
from unknot.web.plans.safety import guard_of
from unknot.web.science_of_plans import plans_for

logger = logging.getLogger(__name__)
WAITING = PlanSearch.objects.filter(waiting_since__isnull=False)


def ask_for(client: Client, member: StaffMember, wishes: dict[str, Any]) -> PlanSearch:
    """Let the worker look for plans; what was found before goes.

    Args:
        client: For whom.
        member: Who asks.
        wishes: What the form said.
    """
    said = {
        "public_id": uuid.uuid4(),
        "asked_by": member,
        "wishes": wishes,
        "waiting_since": timezone.now(),
        "found": None,
        "problem": "",
    }
    return PlanSearch.objects.update_or_create(client=client, defaults=said)[0]


def look_for_plans() -> int:
    """Look for all plans that somebody waits for, longest waiting first; how many."""
    count = 0
    for search in each_claimed("plans", WAITING.select_related("client__practice").order_by("waiting_since")):
        try:
            look(search)
        except Exception:
            # Nobody shall wait for ever for something that went wrong.
            logger.exception("planning failed")
            _keep(search, problem="error")
        count += 1
    return count


def look(search: PlanSearch) -> None:
    """Look for one client's plans, under what stands for the client now."""
    client, begun = search.client, timezone.now()
    guard, record = guard_of(client), record_for(client)
    found, problem = None, ""
    if record is None:
        problem = _("The diary holds no answer yet.")
    elif not guard.stops:
        tomorrow = client.practice.local(begun).date() + timedelta(days=1)
        try:
            found = plans_for(record, wanted(search.wishes), guard.longest, tomorrow)
        except UnknotError as error:
            problem = f"{error.what} {error.todo}".strip()
    _keep(search, found=found, problem=problem, kept_to=guard.kept, as_of=begun)


def is_outdated(search: PlanSearch) -> bool:
    """Whether the record has changed since the answer."""
    learned = Learned.objects.filter(client=search.client).first()
    if learned is None or search.as_of is None:
        return False
    return learned.stale_since is not None or (learned.as_of is not None and learned.as_of > search.as_of)


def _keep(search: PlanSearch, **said: Any) -> None:
    """Keep what was found, unless something else was asked for meanwhile."""
    PlanSearch.objects.filter(pk=search.pk, public_id=search.public_id).update(waiting_since=None, **said)
