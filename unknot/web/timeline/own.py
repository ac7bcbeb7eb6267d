"""What the client sees of the own diary: how pain went, how long relief lasts, and why that is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.web.access import client_self
from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.learning.models import Learned
from unknot.web.timeline.canvas import NARROW
from unknot.web.timeline.drawing import draw
from unknot.web.timeline.drivers import driver_rows
from unknot.web.timeline.own_words import in_words, summary
from unknot.web.timeline.relief import relief_card
from unknot.web.timeline.story import story_of
from unknot.web.timeline.table import rows_of
from unknot.web.timeline.zoom import ON_A_PHONE, axis_of, zoom_of, zooms_of

MOST_CARDS = 2


@client_self
def own(request: HttpRequest, client: Client) -> HttpResponse:
    """The client's own timeline and relief, without what the therapist noted."""
    learned = Learned.objects.filter(client=client).first()
    believed = _believed(learned)
    story = story_of(client, learned)
    if believed.get("untrusted"):
        story = replace(story, belief=[], ahead=[], relief_known=False)
    if story.start is None:
        return render(request, "timeline/own_empty.html", {"client": client})
    zoom = zoom_of(request.GET.get("weeks", ""), ON_A_PHONE)
    axis = axis_of(story, zoom, NARROW)
    if story.ahead:
        # On a phone there is no room for days of which nothing is said.
        axis = replace(axis, last=story.ahead[-1].when)
    shown = {
        "client": client,
        "practice": client.practice,
        "learned": learned,
        "drawing": draw(story, axis, story.ahead, client.practice),
        "summary": summary(story, axis),
        "sessions": len(story.sessions),
        "zooms": zooms_of(story),
        "zoom": zoom,
        "rows": rows_of(story, axis, client.practice),
        "relief_known": story.relief_known,
        "coming": PlannedSession.coming(client).first(),
        **believed,
    }
    return render(request, "timeline/own.html", shown)


def _believed(learned: Learned | None) -> dict[str, Any]:
    """What is said about relief; nothing where the computation did not pass its own checks."""
    answer: Mapping[str, Any] = (learned.answer if learned else None) or {}
    if not answer.get("diagnostics", {}).get("trustworthy", True):
        return {"untrusted": True}
    entries = answer.get("relief", ())
    return {
        "cards": [relief_card(entry, answer["interval_level"]) for entry in entries[:MOST_CARDS]],
        "drivers": [row for row in driver_rows(answer.get("drivers", ())) if row.known],
        "steps": answer.get("next_steps", ()),
        "words": in_words(learned.explained) if learned else (),
    }
