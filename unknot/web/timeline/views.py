"""The timeline of a client, and what if further sessions were given."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.errors import UnknotError
from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.appointments.models import PlannedSession, further_sessions, plan_sessions
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.design.dates import dated
from unknot.web.learning.models import Learned
from unknot.web.plans.next_step import next_step
from unknot.web.sessions.gate import gate_of
from unknot.web.timeline.ahead import Ahead, look_ahead, usual_minutes
from unknot.web.timeline.canvas import Axis, area, line
from unknot.web.timeline.drawing import draw
from unknot.web.timeline.drivers import driver_rows
from unknot.web.timeline.moments import NotAMomentError, coming_moments, written
from unknot.web.timeline.notes import latest_notes
from unknot.web.timeline.relief import relief_card
from unknot.web.timeline.story import story_of
from unknot.web.timeline.table import rows_of
from unknot.web.timeline.wording import number
from unknot.web.timeline.zoom import USUAL, axis_of, zoom_of, zooms_of
from unknot.web.translation.said import plainly

LONGEST_REASON = 1000


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """The timeline with its cards."""
    learned = Learned.objects.filter(client=client).first()
    story = story_of(client, learned)
    if story.start is None:
        return render(request, "timeline/empty.html", {"client": client})
    zoom = zoom_of(request.GET.get("weeks", ""))
    axis = axis_of(story, zoom)
    answer: dict[str, Any] = (learned.answer if learned else None) or {}
    cards = [relief_card(entry, answer["interval_level"]) for entry in answer.get("relief", ())]
    shown = {
        "client": client,
        "practice": client.practice,
        "learned": learned,
        "drawing": draw(story, axis, story.ahead, client.practice),
        "begin": axis.first,
        "sessions": len(story.sessions),
        "zooms": zooms_of(story),
        "zoom": zoom,
        "rows": rows_of(story, axis, client.practice),
        "cards": cards,
        "drivers": driver_rows(answer.get("drivers", ())),
        "plan_step": next_step(client),
        "steps": answer.get("next_steps", ()),
        "trustworthy": answer.get("diagnostics", {}).get("trustworthy", True),
        "relief_known": story.relief_known,
        "planned": [written(planned.starts_at, client.practice) for planned in PlannedSession.coming(client)],
        "scale": _scale(axis, client),
        "notes": latest_notes(client),
        "stops": gate_of(client).stops,
    }
    return render(request, "timeline/page.html", shown)


@staff_of_client
@require_POST
def ahead(request: HttpRequest, client: Client) -> HttpResponse:
    """The days ahead, had sessions been given at the moments that were sent: paths and a sentence."""
    try:
        sent = json.loads(request.body)
        planned = coming_moments(sent["planned"], client.practice)
        weeks = zoom_of(str(sent.get("weeks", USUAL)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"problem": _("These are not moments in the coming year.")}, status=422)
    story = story_of(client, Learned.objects.filter(client=client).first())
    if story.end is None:
        return JsonResponse({"problem": _("There are no answers to learn from yet.")}, status=422)
    try:
        seen = look_ahead(client, story, planned)
    except UnknotError as error:
        return JsonResponse({"problem": plainly(error.what)}, status=422)
    if seen is None:
        return JsonResponse({"problem": _("There are no answers to learn from yet.")}, status=422)
    axis = axis_of(story, weeks)
    belief = [point for point in story.belief if axis.holds(point.when)]
    points = [*belief[-1:], *(point for point in seen.points if axis.holds(point.when))]
    return JsonResponse(
        {
            "line": line(axis, points),
            "area": area(axis, points),
            "knots": [
                {"x": axis.x(moment), "moment": written(moment, client.practice), "title": _when(moment, client)}
                for moment in planned
                if axis.holds(moment)
            ],
            "sentence": _sentence(seen, len(planned)),
        }
    )


@staff_of_client
@require_POST
def keep(request: HttpRequest, client: Client) -> HttpResponse:
    """Keep the sessions that were tried as planned."""
    try:
        moments = coming_moments(request.POST.getlist("planned"), client.practice)
    except NotAMomentError:
        messages.error(request, _("A session is planned for a moment in the coming year. Nothing was changed."))
        return redirect("timeline:page", client=client.public_id)
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    if gate_of(client).stops and further_sessions(client, moments) and not reason:
        messages.error(
            request, _("Something stops sessions. Say why one is planned all the same. Nothing was changed.")
        )
        return redirect("timeline:page", client=client.public_id)
    minutes = usual_minutes(story_of(client, None))
    with transaction.atomic():
        plan_sessions(client, moments, minutes, member(request), reason)
        note(request, "session.plan", client)
    messages.success(request, _("The coming sessions are kept as planned."))
    return redirect("timeline:page", client=client.public_id)


@staff_of_client
def as_of(request: HttpRequest, client: Client) -> HttpResponse:
    """Since when the answer stands; asks the page to come again once new entries have been learned from."""
    learned = Learned.objects.filter(client=client).first()
    answer = render(request, "timeline/as_of.html", {"client": client, "practice": client.practice, "learned": learned})
    if learned is None or learned.stale_since is None:
        answer["HX-Refresh"] = "true"
    return answer


def _scale(axis: Axis, client: Client) -> dict[str, Any]:
    """What a script needs to turn a place into a moment by the clock of the practice."""
    return {
        "first": written(axis.first, client.practice),
        "last": written(axis.last, client.practice),
        "now": written(timezone.now(), client.practice),
        "left": axis.canvas.left,
        "right": axis.canvas.right,
        "knot": axis.canvas.knot,
    }


def _when(moment: Any, client: Client) -> str:
    return dated(client.practice.local(moment), "D j M, H:i")


def _sentence(seen: Ahead, sessions: int) -> str:
    said = {
        "mean": number(seen.mean),
        "low": number(max(seen.lo, 0.0)),
        "high": number(min(seen.hi, 10.0)),
        "without": number(seen.mean_without),
    }
    if not sessions:
        without = _("Without further sessions, pain is expected at %(mean)s on average over two weeks.") % said
        return f"{without} {_single_answers(said)}"
    with_them = _("With these sessions, pain is expected at %(mean)s on average over two weeks,") % said
    against = _("and at %(without)s without them.") % said
    return f"{with_them} {against} {_single_answers(said)}"


def _single_answers(said: dict[str, str]) -> str:
    return _("Single answers lie between %(low)s and %(high)s.") % said
