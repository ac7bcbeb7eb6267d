"""The page of the audit log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.web.access import owner
from unknot.web.audit.check import broken_among, broken_by_now, check_whole
from unknot.web.audit.models import AuditEvent, LogCheck

A_PAGE = 50


@owner
def log(request: HttpRequest) -> HttpResponse:
    """The practice's log, latest first, with the verdict on its chain.

    All of it is followed once a day and when somebody asks for it; here it is what came since, and what is shown.
    """
    practice = _practice(request)
    events = AuditEvent.objects.filter(practice=practice).order_by("-number")
    page = Paginator(events, A_PAGE).get_page(request.GET.get("page"))
    last = LogCheck.objects.filter(practice=practice).first()
    broken = broken_by_now(practice, last) or broken_among(list(page))
    return render(request, "audit/log.html", {"page": page, "broken": broken, "last": last, "practice": practice})


@owner
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Follow the whole chain now."""
    done = check_whole(_practice(request))
    if done.broken is None:
        messages.success(request, _("The whole log was checked: every entry follows from those before it."))
    return redirect("audit:log")


def _practice(request: HttpRequest) -> Any:
    visitor: Any = request
    return visitor.user.practice
