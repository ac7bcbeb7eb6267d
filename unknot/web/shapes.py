"""What may stand in a JSON column: forms make nothing else, and a file that is brought in is held to it."""

from __future__ import annotations

from math import isfinite

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_NAME = 120
MINUTES_OF_A_DAY = 1440


def check_names(column: str, said: object) -> None:
    """Take a list of names, be they known or of another version.

    Args:
        column: The column's name.
        said: What stands in it.

    Raises:
        ValidationError: If it is anything else.
    """
    if not isinstance(said, list) or not all(_is_name(name) for name in said):
        raise ValidationError(_("'%(column)s' is not a list of names.") % {"column": column})


def check_numbers(column: str, said: object, most: float) -> None:
    """Take numbers by name, from 0 on.

    Args:
        column: The column's name.
        said: What stands in it.
        most: The highest number.

    Raises:
        ValidationError: If it is anything else.
    """
    if not isinstance(said, dict) or not all(_is_name(name) for name in said):
        raise ValidationError(_("'%(column)s' does not hold values by name.") % {"column": column})
    if not all(_is_number(value) and 0 <= value <= most for value in said.values()):
        range_of = {"column": column, "most": f"{most:g}"}
        raise ValidationError(_("'%(column)s' holds what is no number from 0 to %(most)s.") % range_of)


def _is_name(said: object) -> bool:
    return isinstance(said, str) and 0 < len(said) <= LONGEST_NAME


def _is_number(said: object) -> bool:
    return isinstance(said, (int, float)) and not isinstance(said, bool) and isfinite(said)
