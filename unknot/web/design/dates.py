"""Dates as people write them: each form has its own in every language ("Fri 28 Nov", "Fr, 28. Nov")."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import pgettext, pgettext_lazy

CONTEXT = "date format"
FORMS = (
    pgettext_lazy("date format", "D j M, H:i"),
    pgettext_lazy("date format", "D j M"),
    pgettext_lazy("date format", "l j F"),
    pgettext_lazy("date format", "j F Y"),
    pgettext_lazy("date format", "j M Y"),
    pgettext_lazy("date format", "j M"),
    pgettext_lazy("date format", "M Y"),
)
"""Every form that a page uses, in the letters of Django's filter `date`; named here to be found by translators."""


def dated(moment: date | None, form: str) -> str:
    """A date or a moment in one of the forms, in the language of the page; nothing for None."""
    return formats.date_format(moment, pgettext(CONTEXT, form)) if moment else ""
