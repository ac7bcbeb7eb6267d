"""What a client may do on the phone now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from unknot.web.navigation import Notice
from unknot.web.plans.questions import question_now


def phone_notices(client: Any) -> list[Notice]:
    """The question of this morning, where one would teach much."""
    if question_now(client) is None:
        return []
    return [Notice(_("One answer now would teach much about your relief."), _("Answer"), "plans:question")]
