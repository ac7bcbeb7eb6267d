"""What the owner must know about backups, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.web.accounts.models import StaffMember
from unknot.web.accounts.recovery import has_recovery_sheet
from unknot.web.backups.shelf import last_verified
from unknot.web.navigation import Notice

TOO_OLD = timedelta(days=3)


def notices(member: StaffMember) -> Iterator[Notice]:
    """A warning once the last backup that is known to open is older than three days."""
    if settings.DEMO or not member.is_owner or not has_recovery_sheet():
        return
    now = timezone.now()
    last = last_verified(now)
    since = last.made_at if last else member.practice.made_at
    if now - since <= TOO_OLD:
        return
    days = (now - since).days
    if last is None:
        said = _("There is no backup that is known to open.")
    else:
        said = ngettext(
            "The last backup that is known to open is %(days)s day old.",
            "The last backup that is known to open is %(days)s days old.",
            days,
        ) % {"days": days}
    yield Notice(said, _("Back up now"), "backups:page")
