"""What reminders say: to whoever looks over a shoulder, nothing about health, and no name of a practice."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be sent: its subject, which a short message does not have, and what it says."""

    subject: str
    body: str


def event_title() -> str:
    """What the event in the calendar is called."""
    return _("A minute for the day")


def letter(therapist: str, address: str) -> Message:
    """An e-mail.

    Args:
        therapist: The name below it.
        address: The first page, which holds no secret: an enrolled phone goes on from there by itself.
    """
    said = {"address": address, "name": therapist}
    body = _("Hello,\n\na minute for the day is waiting here:\n%(address)s\n\nKind regards\n%(name)s")
    return Message(_("A minute for the day"), body % said)


def short_message(address: str) -> Message:
    """A short message for the phone."""
    return Message("", _("A minute for the day: %(address)s") % {"address": address})
