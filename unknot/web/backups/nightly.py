"""The worker's own backups: once a day, whenever the computer is on."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from huey import crontab

from unknot.errors import UnknotError
from unknot.web.accounts.recovery import has_recovery_sheet
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
    if settings.DEMO or not has_recovery_sheet() or not is_due(datetime.now(UTC)):
        return
    try:
        back_up()
    except UnknotError:
        logger.exception("the backup failed")


def is_due(now: datetime) -> bool:
    """Whether a backup is wanted; one from the future, as after a wrong clock, does not count."""
    last = last_verified()
    return last is None or not timedelta(0) <= now - last.made_at < ENOUGH
