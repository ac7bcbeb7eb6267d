"""What a client sees of the own diary: in plain words, whatever is known, and never what the therapist noted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from samples import relief_entry

from unknot.web.appointments.models import PlannedSession
from unknot.web.learning.learn import learn
from unknot.web.learning.models import Learned
from unknot.web.science import BandPoint
from unknot.web.timeline.canvas import NARROW, Axis
from unknot.web.timeline.own_words import in_words, summary
from unknot.web.timeline.story import Reading, Story

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def _page(phone) -> str:
    return phone.get("/mine/relief/").content.decode()


def _believe(client, **said) -> None:
    """Put an answer in the place of what was learned."""
    answer = {
        "relief": [relief_entry()],
        "drivers": [],
        "timeline": [{"day": day, "expected": 4.0, "lo": 2.0, "hi": 6.0, "relief": 1.0} for day in (0, 1, 2)],
        "forecast": [{"day": 3, "mean": 4.0, "lo": 2.0, "hi": 6.0}],
        "interval_level": 0.8,
        "next_steps": [],
        "diagnostics": {"trustworthy": True},
        **said,
    }
    origin = client.entries.first().for_when
    Learned.objects.update_or_create(client=client, defaults={"answer": answer, "origin": origin, "stale_since": None})


def test_before_the_first_evening_it_says_how_it_begins(phone, client):
    client.entries.all().delete()
    client.sessions.all().delete()
    text = _page(phone)
    assert "Your relief begins with the first evening" in text
    assert 'href="/diary/"' in text


def test_answers_are_drawn_before_anything_is_learned(phone):
    text = _page(phone)
    assert text.count('class="answer"') == 3
    assert "Being worked out." in text
    assert f'viewBox="0 0 {NARROW.width} ' in text


def test_what_is_not_known_yet_is_said_with_what_helps_to_find_out(phone, client):
    learn(client)
    text = _page(phone)
    assert "We cannot say yet how long relief lasts." in text
    assert "Not enough data yet." in text
    assert "What helps to find out" in text
    assert "relief-curve" not in text
    assert "As of " in text


def test_what_was_learned_is_said_in_a_sentence_with_its_interval(phone, client):
    _believe(client)
    text = _page(phone)
    assert "Half of the relief that fades is gone in about 2 days." in text
    assert "80\N{NO-BREAK SPACE}% sure: 1 day to 4 days" in text
    assert "the diary took away" not in text


def test_numbers_that_did_not_pass_their_checks_are_not_shown(phone, client):
    _believe(client, diagnostics={"trustworthy": False})
    text = _page(phone)
    assert "its numbers are not shown" in text
    assert "Half of the relief that fades is gone" not in text
    assert 'class="belief" d=""' in text
    assert text.count('class="answer"') == 3


def test_only_companions_of_pain_that_are_known_are_named(phone, client):
    effect = {"median": 0.8, "lo": 0.3, "hi": 1.2}
    drivers = [
        {"title": "a poor night", "effect": effect, "verdict": "learned"},
        {"title": "a low mood", "effect": effect, "verdict": "not enough data yet"},
    ]
    _believe(client, drivers=drivers)
    text = _page(phone)
    assert "A poor night" in text
    assert "A low mood" not in text


def test_the_table_says_what_the_drawing_shows_and_leads_to_no_page_of_staff(phone, client):
    _believe(client)
    table = _page(phone).split("The same as a table")[1]
    assert table.count('<td class="number">4</td>') == 3
    assert "60 minutes" in table
    assert "/clients/" not in table


def test_nothing_that_the_therapist_noted_is_there(phone, client):
    client.sessions.update(note="guarded, and tearful")
    learn(client)
    assert "tearful" not in _page(phone)


def test_the_next_session_is_named(phone, client):
    PlannedSession.objects.create(client=client, starts_at=datetime.now(UTC) + timedelta(days=2))
    assert "Your next session" in _page(phone)


def test_the_summary_counts_what_is_shown_and_nothing_else():
    readings = {"pain": [Reading(MONDAY + timedelta(days=day), value) for day, value in ((-9, 9), (1, 2), (2, 5))]}
    ahead = [BandPoint(MONDAY + timedelta(days=5), 4.2, -0.5, 7.24, 0)]
    story = Story(readings, [], [], [], ahead, relief_known=False)
    assert summary(story, Axis(MONDAY, MONDAY + timedelta(days=7))) == [
        "Your 2 answers on pain here were 3.5 on average, from 2 to 5.",
        "Without a further session, about 4.2 is expected in the days ahead; most single answers will lie between 0 "
        "and 7.2.",
    ]
    assert summary(story, Axis(MONDAY + timedelta(days=3), MONDAY + timedelta(days=4))) == []


def test_what_the_card_says_already_is_not_said_again():
    explained = {
        "days": ["It stays."],
        "relief": {"massage": ["Half.", "Three points."], "yoga": ["Half.", "Studies."]},
    }
    assert in_words(explained) == ["It stays.", "Three points.", "Studies."]
    assert in_words({}) == []
