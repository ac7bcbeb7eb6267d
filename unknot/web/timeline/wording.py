"""Numbers and durations as people say them, in the language of the page: no more digits than are known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

HOURS, WEEK = 24.0, 7.0
LAST_DAYS, LONGEST = 21.0, 365.0


def number(value: float, *, signed: bool = False) -> str:
    """A number with one decimal at most, and a true minus sign."""
    rounded = round(abs(value), 1)
    if rounded == 0:
        return "0"
    text = _written(rounded, get_language())
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if signed else ""
    return f"{sign}{text}"


@lru_cache(maxsize=1000)
def _written(rounded: float, _language: str | None) -> str:
    """A number in the language of the page; kept, as a timeline of years writes the same few a thousand times."""
    return formats.number_format(rounded, 0 if rounded == int(rounded) else 1)


def percent(share: float) -> str:
    """A share of 0-1 in whole percent; what is not certain is never written as 0 or 100."""
    whole = round(share * 100)
    if whole < 1:
        return _("under 1\N{NO-BREAK SPACE}%")
    if whole > 99:
        return _("over 99\N{NO-BREAK SPACE}%")
    return f"{whole}\N{NO-BREAK SPACE}%"


def duration(days: float) -> str:
    """A time: "5 hours", "1½ days", "3 days", "4 weeks"."""
    if days < 1 / HOURS:
        return _("less than an hour")
    hours = round(days * HOURS)
    if hours < HOURS:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if days < LAST_DAYS:
        halves = round(days * 2) if days < 3 else 2 * round(days)
        amount = f"{halves // 2}½" if halves % 2 else str(halves // 2)
        return ngettext("%(count)s day", "%(count)s days", 1 if halves == 2 else 2) % {"count": amount}
    if days > LONGEST:
        return _("more than a year")
    weeks = round(days / WEEK)
    return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}


def span(estimate: Mapping[str, Any]) -> str:
    """The interval of a duration: "1½ days to 6 days"."""
    low, high = duration(estimate["lo"]), duration(estimate["hi"])
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def interval(estimate: Mapping[str, Any], *, signed: bool = False) -> str:
    """The interval of a number: "1.5 to 2.9"."""
    low, high = number(estimate["lo"], signed=signed), number(estimate["hi"], signed=signed)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
