"""The first page of staff, and the door of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from unknot.web.access import public, staff
from unknot.web.accounts.member import member
from unknot.web.accounts.recovery import recovery_is_due
from unknot.web.plans.next_step import next_step
from unknot.web.today.rows import rows_for


@public
def door(request: HttpRequest) -> HttpResponse:
    """Send a client to the diary and everybody else to the first page of staff."""
    visitor: Any = request
    if visitor.device is not None and not visitor.user.is_authenticated:
        return redirect(settings.DEVICE_HOME)
    return redirect("today:page")


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether the server answers and its database can be read; says nothing else."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@staff
def page(request: HttpRequest) -> HttpResponse:
    """Clients: who is stopped, who wants to be erased, who comes today, and then all of them."""
    person = member(request)
    rows = rows_for(person)
    shown = {
        "rows": rows,
        "quiet": sum(row.quiet for row in rows),
        "coming": [(row, next_step(row.client)) for row in rows if row.today],
        "stopped": [row for row in rows if row.stop],
        "leaving": [row.client for row in rows if row.client.erasure_asked_at],
        "now": person.practice.local(timezone.now()),
        "recovery_due": person.is_owner and recovery_is_due(person.practice),
    }
    return render(request, "today/page.html", shown)
