"""Forms by the clock on the practice's wall."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

MOMENT = "%Y-%m-%dT%H:%M"


def by_the_clock_of(practice: Any) -> AbstractContextManager[None]:
    """Within this context, forms read and write moments by the clock of a practice."""
    return timezone.override(ZoneInfo(practice.time_zone))


class MomentField(forms.DateTimeField):
    """A date with a time of day."""

    def __init__(self, **named: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)
        super().__init__(input_formats=[MOMENT], widget=widget, **named)
