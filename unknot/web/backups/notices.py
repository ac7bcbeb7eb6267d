"""What the owner must know about backups, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.web.accounts.models import StaffMember
from unknot.web.accounts.recovery import has_recovery_sheet
from unknot.web.backups.copied import last_copied
from unknot.web.backups.shelf import last_verified
from unknot.web.backups.storage import storage_place
from unknot.web.backups.storage_trouble import StorageError
from unknot.web.navigation import Notice

TOO_OLD = timedelta(days=3)
PAGE = "backups:page"


def notices(member: StaffMember) -> Iterator[Notice]:
    """A warning once the last backup that is known to open, or its copy elsewhere, is older than three days."""
    if settings.DEMO or not member.is_owner or not has_recovery_sheet():
        return
    now = timezone.now()
    last = last_verified(now)
    days = _too_old(last.made_at if last else member.practice.made_at, now)
    if days:
        yield Notice(
            _no_backup(days) if last else _("There is no backup that is known to open."), _("Back up now"), PAGE
        )
    elif _copy_is_too_old(member.practice.made_at, now):
        yield Notice(_("The object storage has no copy of the last three days."), _("Look at backups"), PAGE)


def _copy_is_too_old(since: datetime, now: datetime) -> bool:
    """Whether copies are wanted, and the latest is too old."""
    try:
        place = storage_place()
    except StorageError:
        return True
    last = last_copied(place, now) if place else None
    return place is not None and bool(_too_old(last.made_at if last else since, now))


def _too_old(since: datetime, now: datetime) -> int:
    """How old something is where that is too much, otherwise 0 [day]."""
    return (now - since).days if now - since > TOO_OLD else 0


def _no_backup(days: int) -> str:
    said = ngettext(
        "The last backup that is known to open is %(days)s day old.",
        "The last backup that is known to open is %(days)s days old.",
        days,
    )
    return said % {"days": days}
