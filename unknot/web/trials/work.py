"""Designing and analysing trials, in the worker."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.errors import UnknotError
from unknot.web.database.claims import each_claimed
from unknot.web.learning.records import record_for
from unknot.web.science_of_trials import analysed, designed
from unknot.web.trials.forms import options_of
from unknot.web.trials.models import Trial

logger = logging.getLogger(__name__)
WAITING = Trial.objects.filter(waiting_since__isnull=False)


def work_on_trials() -> int:
    """Design or analyse every trial that somebody waits for; how many."""
    count = 0
    for trial in each_claimed("trials", WAITING.select_related("client__practice").order_by("waiting_since")):
        _work_on(trial)
        count += 1
    return count


def _work_on(trial: Trial) -> None:
    try:
        said = _designed(trial) if trial.protocol is None else _analysed(trial)
    except UnknotError as error:
        said = {"problem": f"{error.what} {error.todo}".strip()}
    except Exception:
        # Nobody shall wait for ever for something that went wrong.
        logger.exception("a trial failed")
        said = {"problem": "error"}
    Trial.objects.filter(pk=trial.pk, waiting_since=trial.waiting_since).update(waiting_since=None, **said)


def _designed(trial: Trial) -> dict[str, Any]:
    options = options_of(trial.wishes)
    sealed, protocol = designed(record_for(trial.client), options, trial.starts_on, trial.blocks, trial.meaningful)
    return {"sealed": sealed, "protocol": protocol, "problem": ""}


def _analysed(trial: Trial) -> dict[str, Any]:
    record = record_for(trial.client)
    if record is None:
        return {"problem": _("The diary holds no answer yet.")}
    return {"finding": analysed(record, trial.sealed), "found_at": timezone.now(), "problem": ""}
