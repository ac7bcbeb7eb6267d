"""Learning from a client's record, and keeping what was learned."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from unknot.errors import UnknotError
from unknot.web.clients.models import Client
from unknot.web.database.claims import claimed
from unknot.web.learning.models import Learned
from unknot.web.learning.records import record_for
from unknot.web.science import answer_of, explained_to_client, forget_fits

logger = logging.getLogger(__name__)
STALE = Learned.objects.filter(stale_since__isnull=False)
"""The list of work."""


def mark_stale(client: Client) -> None:
    """Say, in the transaction of the change, that a client's record has changed; the worker learns from it soon."""
    Learned.objects.update_or_create(client=client, defaults={"stale_since": timezone.now()})


def learn(client: Client) -> Learned:
    """Learn from a client's record as it stands and keep the answer."""
    begun = timezone.now()
    kept, _made = Learned.objects.get_or_create(client=client, defaults={"stale_since": begun})
    record = record_for(client)
    answer, explained, origin, problem = None, {}, None, ""
    if record is not None:
        try:
            found = answer_of(record)
            answer, explained = json.loads(found.to_json()), explained_to_client(found)
            origin = record.clock.moment(0.0)
        except UnknotError as error:
            problem = f"{error.what} {error.todo}".strip()
    kept.answer, kept.explained = answer, explained
    kept.origin, kept.problem, kept.as_of = origin, problem, begun
    kept.relief_days = _relief_days(answer)
    names = ("answer", "explained", "origin", "problem", "as_of", "relief_days")
    said = {name: getattr(kept, name) for name in names}
    if not Learned.objects.filter(pk=kept.pk).update(**said):
        # The client was erased meanwhile: what was just learned must not stay in memory.
        forget_fits()
    # What came in while this was computed stays to be learned from.
    Learned.objects.filter(pk=kept.pk, stale_since__lte=begun).update(stale_since=None)
    return kept


def learn_stale(rest: Callable[[float], None] = lambda seconds: None, go_on: Callable[[], bool] = lambda: True) -> int:
    """Learn from every record that has changed, longest waiting first; the number of clients.

    Several workers may do this at once: each client is learned from by one of them.

    Args:
        rest: Called between two clients with the seconds that the last one took.
        go_on: Asked before each client; where it says no, the others wait for another time.
    """
    count, took = 0, None
    for number in list(STALE.order_by("stale_since").values_list("pk", flat=True)):
        if took is not None:
            rest(took)
            took = None
        if not go_on():
            break
        begun = time.monotonic()
        try:
            with claimed("learning", number) as mine:
                # Whoever had the claim before may have learned from it just now.
                kept = STALE.select_related("client__practice").defer("answer").filter(pk=number).first()
                if not mine or kept is None:
                    continue
                count += _learned_from(kept)
        except DatabaseError:
            # A full disk or a long wait, and nobody's record: all of it waits for the next minute.
            logger.exception("learning was put off")
            break
        took = time.monotonic() - begun
    return count


def _learned_from(kept: Learned) -> bool:
    """Whether learning from one client went well."""
    try:
        learn(kept.client)
    except DatabaseError:
        raise
    except Exception:
        # One client's record must not keep the others waiting for ever.
        logger.exception("learning failed")
        Learned.objects.filter(pk=kept.pk).update(stale_since=None, problem="error")
        return False
    return True


def _relief_days(answer: dict[str, Any] | None) -> float | None:
    """How long the relief of the treatment with most sessions lasts, where that was learned [day]."""
    relief = answer["relief"] if answer else []
    known = bool(relief) and relief[0]["verdict"] == "learned"
    return relief[0]["days_above_one_point"]["median"] if known else None
