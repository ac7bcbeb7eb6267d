"""Passwords that are guessed soon: the known ones, and those that are put together from two of them.

Lists of common passwords hold few as long as ours must be, because people make long ones by writing short ones twice or
one after the other.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OF_THIS_PLACE = frozenset(
    {"unknot", "massage", "therapy", "therapist", "practice", "clinic", "relief", "pain", "client"}
)
"""Words that whoever guesses would try here."""


class NotTwoKnownPasswords:
    """Refuses what is one or two known passwords or words of this place, in whatever capitals."""

    def validate(self, password: str, user: Any = None) -> None:
        """Check a password.

        Raises:
            ValidationError: If it is put together from two that are known.
        """
        known, plain = _known(), password.lower()
        of_user = {word for word in str(getattr(user, "name", "")).lower().split() if len(word) > 2}
        words = known | of_user
        parts = ((plain[:place], plain[place:]) for place in range(len(plain)))
        if any((not first or first in words) and second in words for first, second in parts):
            raise ValidationError(_("This password is made of words that are guessed first."), code="known_words")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Not one or two of the words that everybody takes.")


@cache
def _known() -> frozenset[str]:
    found: Any = CommonPasswordValidator()
    return frozenset(found.passwords) | OF_THIS_PLACE
