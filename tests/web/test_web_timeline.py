"""The timeline: what it draws from the answer, what it says without one, and what if."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from samples import relief_entry

from unknot.web import science
from unknot.web.appointments.models import PlannedSession
from unknot.web.diary.models import Entry
from unknot.web.learning.learn import learn
from unknot.web.science import BandPoint
from unknot.web.sessions.models import Session
from unknot.web.timeline import views
from unknot.web.timeline.canvas import NARROW, WIDE, Axis, area
from unknot.web.timeline.moments import NotAMomentError, coming_moments
from unknot.web.timeline.relief import relief_card
from unknot.web.timeline.wording import duration, number, percent

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def _page(browser, client, **asked) -> str:
    return browser.get(reverse("timeline:page", kwargs={"client": client.public_id}), asked).content.decode()


def _ahead(browser, client, sent):
    address = reverse("timeline:ahead", kwargs={"client": client.public_id})
    return browser.post(address, sent if isinstance(sent, str) else json.dumps(sent), content_type="application/json")


def _text(client, **ahead) -> str:
    return client.practice.local(timezone.now() + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def test_a_client_without_anything_is_told_how_it_begins(therapist, house):
    client = house.clients["therapist"]
    client.entries.all().delete()
    client.sessions.all().delete()
    assert "The timeline begins with the first evening" in _page(therapist, client)


def test_answers_and_sessions_are_drawn_before_anything_is_learned(therapist, client):
    text = _page(therapist, client)
    assert text.count('class="answer"') == 3
    assert text.count('class="session-knot"') == 1
    assert "Being worked out." in text


def test_the_table_says_what_the_drawing_shows(therapist, client):
    text = _page(therapist, client)
    table = text[text.index("The same as a table") :]
    assert table.count('<td class="number">4</td>') == 3
    assert table.count(">60 minutes</a>") == 1


def test_a_learned_answer_is_drawn_and_dated_without_a_line_of_mathematics_on_the_way(therapist, client, monkeypatch):
    learn(client)
    monkeypatch.setattr(science, "_learned", None)
    text = _page(therapist, client)
    assert 'class="belief" d="M' in text
    assert "As of " in text
    assert "How long relief lasts" in text
    assert "Not enough data yet." in text


def test_what_if_answers_with_a_band_that_begins_where_the_past_ends(therapist, client):
    learn(client)
    seen = _ahead(therapist, client, {"planned": [_text(client, days=3)], "weeks": "2"}).json()
    assert seen["line"].startswith("M")
    assert len(seen["knots"]) == 1
    assert "With these sessions" in seen["sentence"]
    bare = _ahead(therapist, client, {"planned": [], "weeks": "2"}).json()
    assert bare["line"] != seen["line"]
    assert "Without further sessions" in bare["sentence"]


def test_what_if_does_not_learn_anew(therapist, client, monkeypatch):
    learn(client)
    _ahead(therapist, client, {"planned": []})
    before = science._learned.cache_info().misses
    for days in (2, 3, 4):
        assert _ahead(therapist, client, {"planned": [_text(client, days=days)]}).status_code == 200
    assert science._learned.cache_info().misses == before


@pytest.mark.parametrize(
    "sent",
    [
        "no JSON",
        "[]",
        "{}",
        {"planned": ["tomorrow"]},
        {"planned": ["2020-01-01T10:00"]},
        {"planned": [7]},
        {"planned": 7},
        {"planned": ["2026-11-28T14:00"] * 61},
    ],
)
def test_what_if_refuses_what_is_not_a_moment_to_come(sent, therapist, client):
    assert _ahead(therapist, client, sent).status_code == 422


def test_keeping_the_plan_replaces_the_sessions_to_come_and_no_others(therapist, client):
    past = PlannedSession.objects.create(client=client, starts_at=timezone.now() - timedelta(days=1))
    PlannedSession.objects.create(client=client, starts_at=timezone.now() + timedelta(days=1))
    address = reverse("timeline:keep", kwargs={"client": client.public_id})
    wanted = [_text(client, days=3), _text(client, days=9), ""]
    for _again in range(2):
        assert therapist.post(address, {"planned": wanted, "reason": "Fever gone."}).status_code == 302
    coming = PlannedSession.coming(client)
    assert [client.practice.local(row.starts_at).strftime("%Y-%m-%dT%H:%M") for row in coming] == wanted[:2]
    assert PlannedSession.objects.filter(pk=past.pk).exists()


def test_a_plan_with_one_wrong_moment_changes_nothing(therapist, client):
    planned = PlannedSession.objects.create(client=client, starts_at=timezone.now() + timedelta(days=1))
    address = reverse("timeline:keep", kwargs={"client": client.public_id})
    therapist.post(address, {"planned": [_text(client, days=3), "2020-01-01T10:00"]})
    assert list(PlannedSession.coming(client)) == [planned]


def test_new_entries_are_said_to_be_learned_from_until_they_are(therapist, client):
    address = reverse("timeline:as_of", kwargs={"client": client.public_id})
    learn(client)
    assert therapist.get(address).headers["HX-Refresh"] == "true"
    now = timezone.now()
    Entry.objects.create(client=client, key=uuid.uuid4(), for_when=now, written_at=now, answers={"pain": 2})
    waiting = therapist.get(address)
    assert "HX-Refresh" not in waiting.headers
    assert "new entries are being learned from" in waiting.content.decode()


def test_a_zoom_shows_so_many_weeks(therapist, client, house):
    for weeks in (1, 3, 10):
        when = timezone.now() - timedelta(weeks=weeks)
        Session.objects.create(client=client, therapist=house.therapist, started_at=when)
    knots = [_page(therapist, client, weeks=zoom).count('class="session-knot"') for zoom in ("2", "4", "all", "what")]
    assert knots == [2, 3, 4, 3]


def test_a_card_of_learned_relief_says_sentence_stretches_and_how_much_was_learned():
    card = relief_card(relief_entry(), 0.8)
    assert card.sentence == "Half of the relief that fades is gone in about 2 days."
    assert card.sure == "80\N{NO-BREAK SPACE}% sure: 1 day to 4 days"
    assert card.most_probable == "Most probable: 1–3 days (60\N{NO-BREAK SPACE}%)."
    assert card.learned_from.startswith("Learned from 7 of 8 sessions")
    assert sum(piece.width for piece in card.pieces) == pytest.approx(card.width, abs=0.5)
    assert card.curve.half is not None


def test_a_card_is_called_by_what_somebody_typed_in_every_language():
    with translation.override("de"):
        assert relief_card(relief_entry(title="Sleep habits"), 0.8).title == "Schlafgewohnheiten"
        assert relief_card(relief_entry(title="Sleep", known=False), 0.8).title == "Sleep"


def test_not_enough_data_claims_no_number_and_says_why():
    card = relief_card(relief_entry("not enough data yet"), 0.8)
    assert not card.known
    assert card.sentence == "We cannot say yet how long relief lasts."
    assert card.facts == ()
    assert card.curve.half is None
    assert card.reasons


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0.01, "less than an hour"),
        (0.25, "6 hours"),
        (0.99, "1 day"),
        (1.0, "1 day"),
        (1.5, "1½ days"),
        (2.2, "2 days"),
        (6.4, "6 days"),
        (30, "4 weeks"),
        (900, "more than a year"),
    ],
)
def test_durations_say_no_more_than_is_known(days, said):
    assert duration(days) == said


def test_what_is_not_certain_is_never_written_as_certain():
    assert percent(0.001) == "under 1\N{NO-BREAK SPACE}%"
    assert percent(0.999) == "over 99\N{NO-BREAK SPACE}%"
    assert (number(-0.04), number(-1.25, signed=True), number(0.6, signed=True)) == ("0", "\N{MINUS SIGN}1.2", "+0.6")


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_the_drawing_keeps_to_its_frame(canvas):
    axis = Axis(MONDAY, MONDAY + timedelta(days=10), canvas)
    assert (axis.x(MONDAY), axis.x(MONDAY + timedelta(days=10))) == (canvas.left, canvas.right)
    assert [axis.y(value) for value in (-3, 0, 10, 14)] == [canvas.bottom, canvas.bottom, canvas.top, canvas.top]
    points = [BandPoint(MONDAY + timedelta(days=day), 4, 2, 6, 0) for day in range(3)]
    assert area(axis, points).count(",") == 6
    assert area(axis, []) == ""


def test_moments_are_by_the_clock_of_the_practice_across_a_change_of_time(client):
    client.practice.time_zone = "Europe/Oslo"
    year = timezone.now().year + (timezone.now().month > 3)
    texts = [f"{year}-03-27T14:00", f"{year}-03-31T14:00"]
    try:
        first, second = coming_moments(texts, client.practice)
    except NotAMomentError:
        pytest.skip("the last Sunday of March is more than a year away")
    assert [client.practice.local(moment).hour for moment in (first, second)] == [14, 14]


def test_past_what_stops_sessions_one_is_planned_only_with_a_person_and_a_reason(therapist, client, house):
    """The intake of this client says fever: no session before a letter."""
    address = reverse("timeline:keep", kwargs={"client": client.public_id})
    refused = therapist.post(address, {"planned": [_text(client, days=3)], "reason": " "}, follow=True)
    assert "Say why one is planned all the same." in refused.content.decode()
    assert not PlannedSession.coming(client).exists()
    therapist.post(address, {"planned": [_text(client, days=3)], "reason": "Well by then."})
    (planned,) = PlannedSession.coming(client)
    assert (planned.planned_by, planned.reason) == (house.therapist, "Well by then.")
    therapist.post(address, {"planned": [""]})
    assert not PlannedSession.coming(client).exists()


def test_whatever_plans_sessions_goes_through_the_gate():
    """Whoever adds another door takes it through `gate_of`, and adds it here."""
    web = Path(views.__file__).parents[1]
    callers = [path for path in web.rglob("*.py") if re.search(r"plan_sessions\(|PlannedSession\(", path.read_text())]
    named = {path.relative_to(web).as_posix() for path in callers}
    assert named == {"appointments/models.py", "demo/practice.py", "plans/agree.py", "timeline/views.py"}
