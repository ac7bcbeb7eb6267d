"""Tags that every template may use without loading them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.web.design.dates import dated
from unknot.web.navigation import links
from unknot.web.translation import said as saying

register = template.Library()
register.filter("dated", dated)
register.filter("said", saying.said)
register.filter("said_plainly", saying.plainly)


@register.inclusion_tag("design/tabs.html", takes_context=True)
def client_tabs(context: Context, client: Any) -> dict[str, Any]:
    """The tabs of a client's page, the one that is open marked."""
    open_view = context["request"].resolver_match.view_name
    tabs = [
        {
            "title": link.title,
            "address": reverse(link.view, kwargs={"client": client.public_id}),
            "open": _same_app(link.view, open_view),
        }
        for link in links("CLIENT_TABS")
    ]
    return {"tabs": tabs}


@register.inclusion_tag("design/field.html")
def field(bound: Any) -> dict[str, Any]:
    """A form's field with its label, help and errors, tied together for screen readers."""
    return {"field": bound}


@register.inclusion_tag("design/scale.html")
def scale(bound: Any, low: str, high: str) -> dict[str, Any]:
    """One question answered from 0 to 10, as one row of buttons with the meaning of its ends."""
    return {"field": bound, "low": low, "high": high}


@register.inclusion_tag("design/pages.html", takes_context=True)
def pages(context: Context, page: Any) -> dict[str, Any]:
    """Links to the pages before and after."""
    return {"page": page, "request": context["request"]}


@register.simple_tag(takes_context=True)
def local_time(context: Context, moment: datetime | None, practice: Any) -> str:
    """A moment by the clock of the practice, as people write it in the language of the page."""
    return formats.date_format(practice.local(moment), "DATETIME_FORMAT") if moment else ""


@register.simple_tag
def clock_time(moment: datetime, practice: Any) -> str:
    """The time of day of a moment, by the clock of the practice."""
    return formats.date_format(practice.local(moment), "TIME_FORMAT")


@register.simple_tag
def short_time(moment: datetime, practice: Any) -> str:
    """A moment of these days, in few letters: "Fri 28 Nov, 14:00"."""
    return dated(practice.local(moment), "D j M, H:i")


@register.simple_tag
def until_day(moment: datetime, practice: Any) -> str:
    """How long something lasts or when it ended: "until Fri 28 Nov", "ended 3 days ago"."""
    if moment >= timezone.now():
        return _("until about %(day)s") % {"day": dated(practice.local(moment), "D j M")}
    return _("ended %(when)s") % {"when": days_ago(moment, practice)}


@register.simple_tag
def days_ago(moment: datetime | None, practice: Any) -> str:
    """How many calendar days ago something was, in words."""
    if moment is None:
        return ""
    days = (practice.local(timezone.now()).date() - practice.local(moment).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def _same_app(view: str, other: str) -> bool:
    return view.partition(":")[0] == other.partition(":")[0]
