"""Who is signed in, with the right type."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from unknot.web.accounts.models import StaffMember


def member(request: HttpRequest) -> StaffMember:
    """The member of staff who asks; only for views behind a rule for staff."""
    return cast(StaffMember, request.user)
