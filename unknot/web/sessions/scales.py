"""The scales of a session's fields, as its table declares them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator

from unknot.web.sessions.models import Session


def bounds_of(name: str) -> tuple[int, int]:
    """The least and the most that a field takes.

    Args:
        name: The field's name; it must declare both.
    """
    checks = Session._meta.get_field(name).validators
    least = max(int(check.limit_value) for check in checks if isinstance(check, MinValueValidator))
    most = min(int(check.limit_value) for check in checks if isinstance(check, MaxValueValidator))
    return least, most
