"""Whether the recovery sheet is still to be made and tested."""

from __future__ import annotations

from django.conf import settings

from unknot.web.accounts.models import Practice


def has_recovery_sheet() -> bool:
    """Whether the data lie in the encrypted file, whose key a sheet can bring back."""
    return settings.DATABASES["default"]["ENGINE"] == "unknot.web.database"


def recovery_is_due(practice: Practice) -> bool:
    """Whether a practice must test its sheet before it keeps the first client's data."""
    return has_recovery_sheet() and not settings.DEMO and practice.recovery_tested_at is None
