"""The page of the audit log."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.web.access import owner
from unknot.web.audit.models import AuditEvent
from unknot.web.audit.trail import first_broken

A_PAGE = 50


@owner
def log(request: HttpRequest) -> HttpResponse:
    """The practice's log, latest first, with the verdict on its chain."""
    visitor: Any = request
    practice = visitor.user.practice
    events = AuditEvent.objects.filter(practice=practice).order_by("-number")
    page = Paginator(events, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/log.html", {"page": page, "broken": first_broken(practice)})
