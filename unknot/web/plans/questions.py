"""The answers that teach most about how long relief lasts: chosen by the worker once a week for each client."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from unknot.errors import UnknotError
from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.learning.records import record_for
from unknot.web.plans.models import NextQuestions
from unknot.web.science_of_plans import questions_for

logger = logging.getLogger(__name__)
CHOSEN_FOR = timedelta(days=7)
AT_A_TIME = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer that would teach much.

    Attributes:
        when: When it is asked for.
        moment: Counted from the session before it.
    """

    when: datetime
    moment: str


def coming_questions(row: NextQuestions, practice: Any) -> Sequence[Asked]:
    """The questions still to come; none where asking can stop."""
    found: dict[str, Any] = row.found or {}
    if found.get("stop", True):
        return ()
    all_of_them = [Asked(datetime.fromisoformat(said["time"]), said["moment"]) for said in found["prompts"]]
    return [
        asked for asked in all_of_them if practice.local(asked.when).date() >= practice.local(timezone.now()).date()
    ]


def choose_questions() -> int:
    """Choose for a client whose week is over, longest ago first; how many were chosen for."""
    due = Q(next_questions=None) | Q(next_questions__as_of__lt=timezone.now() - CHOSEN_FOR)
    learned = Client.objects.filter(due, learned__answer__isnull=False, learned__stale_since=None, paused_at=None)
    chosen = list(learned.select_related("practice").order_by("next_questions__as_of")[:AT_A_TIME])
    for client in chosen:
        found = None
        try:
            found = _choose(client)
        except UnknotError:
            pass
        except Exception:
            # One client's record must not keep the others waiting for ever.
            logger.exception("choosing questions failed")
        NextQuestions.objects.update_or_create(client=client, defaults={"found": found, "as_of": timezone.now()})
    return len(chosen)


def _choose(client: Client) -> dict[str, Any] | None:
    record = record_for(client)
    if record is None or not record.doses:
        return None
    now = timezone.now()
    coming = PlannedSession.coming(client).filter(starts_at__lt=now + CHOSEN_FOR)
    return questions_for(record, now, list(coming.values_list("starts_at", flat=True)))
