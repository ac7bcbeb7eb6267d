"""What is on in a client's trial, above every page of the phone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from unknot.web.navigation import Notice
from unknot.web.translation.said import plainly
from unknot.web.trials.models import Trial


def phone_notices(client: Any) -> list[Notice]:
    """What the client does in these weeks."""
    trial = Trial.current(client)
    if trial is None or trial.begun_at is None or trial.is_over:
        return []
    said = (
        _("Your trial runs. Now: %(what)s.") % {"what": plainly(trial.opened[-1])}
        if trial.opened
        else _("Your trial runs.")
    )
    return [Notice(said, _("Look"), "trials:own")]
