"""The answers that teach most about how long relief lasts: chosen by the worker once a week for each client.

The diary asks every evening in any case, so these are mornings; where they would teach next to nothing, none is asked.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from unknot.errors import UnknotError
from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.database.claims import claimed
from unknot.web.diary.models import Entry
from unknot.web.learning.records import record_for
from unknot.web.plans.models import NextQuestions
from unknot.web.science_of_plans import questions_for

logger = logging.getLogger(__name__)
CHOSEN_FOR = timedelta(days=7)
AT_A_TIME = 1
EARLY, LATE = timedelta(hours=3), timedelta(hours=5)
"""How long before and after its moment a question is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer that would teach much.

    Attributes:
        when: When it is asked for.
        moment: Counted from the session before it.
        key: Under which the answer is kept.
    """

    when: datetime
    moment: str
    key: uuid.UUID

    @property
    def is_now(self) -> bool:
        """Whether it can be answered now."""
        return self.when - EARLY <= timezone.now() <= self.when + LATE


def coming_questions(client: Client) -> Sequence[Asked]:
    """The questions still to come and not answered; none where asking can stop, or the diary is paused."""
    row = NextQuestions.objects.filter(client=client).first()
    found: dict[str, Any] = (row.found or {}) if row is not None else {}
    if found.get("stop", True) or client.paused_at is not None:
        return ()
    asked = [_asked(client, said) for said in found["prompts"]]
    open_ones = [each for each in asked if each.when + LATE >= timezone.now()]
    answered = set(
        Entry.objects.filter(client=client, key__in=[each.key for each in open_ones]).values_list("key", flat=True)
    )
    return [each for each in open_ones if each.key not in answered]


def question_now(client: Client) -> Asked | None:
    """The question that can be answered now."""
    return next((asked for asked in coming_questions(client) if asked.is_now), None)


def choose_questions() -> int:
    """Choose for a client whose week is over, longest ago first; how many were chosen for."""
    with claimed("questions", 0) as mine:
        return _choose_for_some() if mine else 0


def _choose_for_some() -> int:
    due = Q(next_questions=None) | Q(next_questions__as_of__lt=timezone.now() - CHOSEN_FOR)
    learned = Client.objects.filter(due, learned__answer__isnull=False, learned__stale_since=None, paused_at=None)
    chosen = list(learned.select_related("practice").order_by("next_questions__as_of")[:AT_A_TIME])
    for client in chosen:
        found = None
        try:
            found = _choose(client)
        except UnknotError:
            # Nothing to learn from yet: asked again in a week.
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


def _asked(client: Client, said: dict[str, Any]) -> Asked:
    return Asked(datetime.fromisoformat(said["time"]), said["moment"], uuid.uuid5(client.public_id, said["time"]))
