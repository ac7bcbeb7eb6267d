"""Reminders: at the client's own time, without a word about health and without a secret."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from unknot.web.clients.models import Client
from unknot.web.reminders.calendar import calendar_of
from unknot.web.reminders.words import letter, short_message

HEALTH = re.compile(
    r"pain|relief|massage|diary|sleep|stress|mood|symptom|therap|clinic|health|doctor|patient|treat|practice", re.I
)
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.I)


def _event(content: bytes):
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def _unfolded(content: bytes) -> str:
    return content.decode().replace("\r\n ", "")


def test_the_client_chooses_the_time_and_takes_the_event(phone, client):
    assert phone.get("/mine/reminder/evening.ics").status_code == 302
    assert phone.post("/mine/reminder/", {"at": "21:15"}).status_code == 302
    answer = phone.get("/mine/reminder/evening.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    event = _event(answer.content)
    today = client.practice.local(timezone.now()).date()
    assert event.decoded("DTSTART") == datetime.combine(today, time(21, 15))
    assert event["RRULE"]["FREQ"] == ["DAILY"]
    assert len(event.walk("VALARM")) == 1


def test_the_time_is_a_time_on_the_wall_wherever_the_phone_is(client):
    assert re.search(r"^DTSTART:\d{8}T203000\r$", _unfolded(calendar_of(client, time(20, 30))), re.MULTILINE)


def test_the_event_says_nothing_about_health_and_names_nobody(client):
    text = _unfolded(calendar_of(client, time(20, 30)))
    assert HEALTH.search(text) is None
    for secret in (client.name, client.practice.name, client.therapist.name, str(client.public_id), "http"):
        assert secret not in text


def test_taken_anew_it_takes_the_place_of_the_one_before(client, monkeypatch):
    first, later = _event(calendar_of(client, time(20))), timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    second = _event(calendar_of(client, time(21)))
    assert first["UID"] == second["UID"]
    assert int(second["SEQUENCE"]) > int(first["SEQUENCE"])


def test_it_begins_after_a_pause_and_there_is_none_while_the_end_is_open(phone, client):
    phone.post("/mine/reminder/", {"at": "20:00"})
    phone.post("/mine/pause/", {"pause": "1", "days": "7"})
    begins = _event(phone.get("/mine/reminder/evening.ics").content).decoded("DTSTART").date()
    assert begins == client.practice.local(timezone.now()).date() + timedelta(days=7)
    phone.post("/mine/pause/", {"pause": "1", "days": ""})
    assert phone.get("/mine/reminder/evening.ics").status_code == 302


def test_no_reminder_any_more(phone, client):
    phone.post("/mine/reminder/", {"at": "20:00"})
    phone.post("/mine/reminder/none/")
    assert Client.objects.get(pk=client.pk).reminder_at is None


def test_what_is_not_a_time_is_refused(phone):
    assert phone.post("/mine/reminder/", {"at": "when the moon is up"}).status_code == 422


@pytest.mark.parametrize("message", [letter("Kim Arai", "https://a.example/"), short_message("https://a.example/")])
def test_texts_to_send_say_nothing_about_health_and_hold_no_secret(message):
    text = f"{message.subject} {message.body}"
    assert HEALTH.search(text) is None
    assert IDENTITY.search(text) is None
    assert re.findall(r"https?://\S+", text) == ["https://a.example/"]


def test_a_short_message_fits_one(client):
    assert len(short_message("https://diary.a-rather-long-name.example/").body) <= 160


def test_the_therapist_copies_the_texts_and_sees_the_chosen_time_and_the_pause(phone, client, signed_in):
    phone.post("/mine/reminder/", {"at": "20:15"})
    phone.post("/mine/pause/", {"pause": "1", "days": "7"})
    text = signed_in(client.therapist).get(f"/clients/{client.public_id}/reminder/").content.decode()
    assert "The client chose 8:15 p.m." in text
    assert "Send nothing until then." in text
    assert client.therapist.name in text
