"""Sessions of a client: the list, a new record, one record, and correcting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.clock import by_the_clock_of
from unknot.web.goals.progress import average_of, correct_ratings, ended_goals_of, goals_of, progress_of, ratings_at
from unknot.web.intake import words
from unknot.web.intake.changes import changes, excluded_sites
from unknot.web.sessions.forms import UNWANTED, SessionForm, goal_field
from unknot.web.sessions.gate import gate_of
from unknot.web.sessions.harms import clients_to_review
from unknot.web.sessions.models import AdverseEvent, HarmReview, Session
from unknot.web.sessions.usual import usual
from unknot.web.sessions.write import correct, keep

A_PAGE, LONGEST_REVIEW = 20, 2000


@staff_of_client
def list_sessions(request: HttpRequest, client: Client) -> HttpResponse:
    """Every session, latest first, and how the goals go."""
    rows = Session.objects.filter(client=client).select_related("adverse_event").order_by("-started_at", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    goals = progress_of(goals_of(client))
    shown = {
        "client": client,
        "practice": client.practice,
        "page": page,
        "goals": goals,
        "ended": progress_of(ended_goals_of(client)),
        "average": average_of(goals),
        "review": client in clients_to_review([client]),
        "reviews": HarmReview.objects.filter(client=client).select_related("by").order_by("-at"),
    }
    return render(request, "sessions/list.html", shown)


@staff_of_client
def add(request: HttpRequest, client: Client) -> HttpResponse:
    """Record a session that was given."""
    with by_the_clock_of(client.practice):
        form = _form(request, client, initial=usual(client))
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                session, is_new = keep(client, member(request), form)
                if is_new:
                    note(request, "session.add", session)
            messages.success(request, _("The session was recorded."))
            return redirect("timeline:page", client=client.public_id)
        return _edit(request, client, form)


@staff_of_client
def show(request: HttpRequest, client: Client, session: UUID) -> HttpResponse:
    """One session."""
    found = get_object_or_404(
        Session.objects.select_related("adverse_event", "therapist", "beyond_by"), client=client, public_id=session
    )
    shown = {
        "client": client,
        "practice": client.practice,
        "session": found,
        "technique": words.TECHNIQUES.get(found.technique, found.technique),
        "unwanted": AdverseEvent.objects.filter(session=found).first(),
    }
    return render(request, "sessions/session.html", shown)


@staff_of_client
def change(request: HttpRequest, client: Client, session: UUID) -> HttpResponse:
    """Correct the record of a session."""
    found = get_object_or_404(Session, client=client, public_id=session)
    unwanted = AdverseEvent.objects.filter(session=found).first()
    said = {name: getattr(unwanted, name) for name in UNWANTED} if unwanted else {}
    # The form puts the corrected moment into the session as soon as it is checked.
    was = found.started_at
    said |= {goal_field(goal): value for goal, value in ratings_at(client, was).items()}
    with by_the_clock_of(client.practice):
        form = _form(request, client, instance=found, initial={"key": found.key, **said})
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                correct(found, form, member(request), was)
                note(request, "session.change", found)
                if unwanted and form.unwanted() is None:
                    note(request, "session.harm.remove", found)
            messages.success(request, _("Saved."))
            return redirect("treatments:session", client=client.public_id, session=found.public_id)
        return _edit(request, client, form, found)


@staff_of_client
@require_POST
def remove(request: HttpRequest, client: Client, session: UUID) -> HttpResponse:
    """Take a session out that was recorded by mistake."""
    found = get_object_or_404(Session, client=client, public_id=session)
    with transaction.atomic():
        if AdverseEvent.objects.filter(session=found).exists():
            note(request, "session.harm.remove", found)
        note(request, "session.remove", found)
        rated = dict.fromkeys(ratings_at(client, found.started_at))
        correct_ratings(client, found.started_at, rated, found.started_at)
        found.delete()
    messages.success(request, _("The session was removed."))
    return redirect("treatments:list", client=client.public_id)


@staff_of_client
@require_POST
def review(request: HttpRequest, client: Client) -> HttpResponse:
    """Keep that somebody looked at what went wrong, and what they found."""
    found = request.POST.get("found", "").strip()[:LONGEST_REVIEW]
    if not found:
        messages.error(request, _("Say what you found and what will be done differently. Nothing was changed."))
    else:
        with transaction.atomic():
            kept = HarmReview.objects.create(client=client, by=member(request), found=found)
            note(request, "session.review", kept)
        messages.success(request, _("Your review was saved."))
    return redirect("treatments:list", client=client.public_id)


def _form(request: HttpRequest, client: Client, **named: Any) -> SessionForm:
    return SessionForm(request.POST or None, gate=gate_of(client), goals=goals_of(client), **named)


def _edit(request: HttpRequest, client: Client, form: SessionForm, session: Session | None = None) -> HttpResponse:
    standing = form.gate.standing
    shown = {
        "client": client,
        "form": form,
        "session": session,
        "standing": standing,
        "outcome": words.OUTCOMES[standing.outcome],
        "meaning": words.MEANING[standing.outcome],
        "changes": changes(standing.limits),
        "excluded": excluded_sites(standing.limits),
        "review": form.gate.review,
        "beyond": form.beyond_limits or form.gate.stops,
    }
    return render(request, "sessions/edit.html", shown, status=422 if form.errors else 200)
