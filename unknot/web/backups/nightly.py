"""The worker's own work of every day, whenever the computer is on: a backup with its copy, a check of the audit log."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from huey import crontab

from unknot.errors import UnknotError
from unknot.web.accounts.recovery import has_recovery_sheet
from unknot.web.audit.check import check_all_when_due
from unknot.web.backups.aside import clear_aside
from unknot.web.backups.copies import send_waiting
from unknot.web.backups.make import back_up
from unknot.web.backups.shelf import last_verified
from unknot.web.data.erase import forget_pages
from unknot.web.data.models import Upload
from unknot.web.learning.worker import queue

logger = logging.getLogger(__name__)
ENOUGH = timedelta(hours=20)


@queue.periodic_task(crontab(minute="17"))
def back_up_when_due() -> None:
    """Back up where the last one is older than most of a day: a laptop is rarely on at three in the morning."""
    close_old_connections()
    Upload.clear()
    forget_pages()
    clear_aside(datetime.now(UTC))
    if settings.DEMO or not has_recovery_sheet():
        return
    if is_due(datetime.now(UTC)):
        try:
            back_up()
        except UnknotError:
            logger.exception("the backup failed")
    _send()


@queue.task()
def send_soon() -> None:
    """Copy what was just made to the object storage, while nobody waits for it."""
    close_old_connections()
    _send()


@queue.periodic_task(crontab(minute="47"))
def check_log_when_due() -> None:
    """Follow the whole chain of the audit log, so that no page has to."""
    close_old_connections()
    check_all_when_due()


def _send() -> None:
    if settings.DEMO:
        return
    try:
        send_waiting()
    except (UnknotError, OSError) as error:
        # Without the library's own words, which may name more; the owner's page says it too, the next hour tries again.
        logger.error("no copy in the storage: %s", error)


def is_due(now: datetime) -> bool:
    """Whether a backup is wanted."""
    last = last_verified(now)
    return last is None or now - last.made_at >= ENOUGH
