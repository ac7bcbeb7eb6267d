"""Entries that come late, twice, corrected, or from a phone whose clock is wrong."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from unknot.web.diary.models import Entry

OSLO = ZoneInfo("Europe/Oslo")


def _page(back: int = 0, written=None, **answers: object) -> dict[str, object]:
    day = timezone.now().astimezone(OSLO).date() - timedelta(days=back)
    moment = written or timezone.now()
    return {"key": str(uuid.uuid4()), "day": day.isoformat(), "written_at": moment.isoformat(), **answers}


def test_a_page_of_the_outbox_is_acknowledged_and_sent_again_is_the_same_row(phone):
    page = _page(pain=4, relaxation=15, note="walked")
    before = Entry.objects.count()
    for _ in range(2):
        answer = phone.post("/diary/send/", page)
        assert answer.status_code == 200
        assert answer.json() == {"kept": True}
    assert Entry.objects.count() == before + 1
    kept = Entry.objects.get(key=page["key"])
    assert (kept.answers, kept.practice, kept.note) == ({"pain": 4}, {"relaxation": 15}, "walked")


def test_what_cannot_be_taken_is_told_in_words_and_not_acknowledged(phone):
    for wrong in (_page(), _page(pain=11), _page(back=-2, pain=3), _page(back=90, pain=3)):
        answer = phone.post("/diary/send/", wrong)
        assert answer.status_code == 422
        assert answer.json()["kept"] is False
        assert answer.json()["problem"]


def test_a_correction_wins_over_an_older_page_that_arrives_late(phone):
    first = _page(pain=4, written=timezone.now() - timedelta(minutes=10))
    corrected = {**first, "pain": 6, "written_at": timezone.now().isoformat()}
    for page in (first, corrected, first):
        assert phone.post("/diary/send/", page).json() == {"kept": True}
    assert Entry.objects.get(key=first["key"]).answers == {"pain": 6}


def test_an_earlier_day_stands_for_its_evening_and_is_marked_as_filled_in_later(phone):
    page = _page(back=3, pain=5)
    phone.post("/diary/send/", page)
    kept = Entry.objects.get(key=page["key"])
    assert kept.for_when.astimezone(OSLO).hour == 20
    assert kept.for_when.astimezone(OSLO).date().isoformat() == page["day"]
    assert kept.afterwards


@pytest.mark.parametrize("shift", [timedelta(days=400), timedelta(hours=3), timedelta(days=-4000)])
def test_a_phone_whose_clock_is_wrong_is_not_believed(phone, shift):
    page = _page(pain=5, written=timezone.now() + shift)
    before = timezone.now()
    assert phone.post("/diary/send/", page).json() == {"kept": True}
    assert before <= Entry.objects.get(key=page["key"]).written_at <= timezone.now()


def test_today_is_shown_once_written_and_can_be_changed(phone):
    page = _page(pain=4)
    phone.post("/diary/", page)
    written = phone.get("/diary/")
    assert written.templates[0].name == "diary/written.html"
    again = phone.get("/diary/?change")
    assert str(again.context["form"]["key"].value()) == page["key"]
    assert again.context["form"]["pain"].value() == 4


def test_the_offline_page_and_its_parts_hold_nothing_of_anybody(browser):
    for address in ("/diary/offline/", "/diary/worker.js", "/diary/manifest.webmanifest"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert b"csrfmiddlewaretoken" not in answer.content
        assert b" pain" not in browser.get("/diary/manifest.webmanifest").content.lower()


def test_the_worker_of_the_page_names_parts_that_exist(browser):
    script = browser.get("/diary/worker.js").content.decode()
    parts = [part for part in script.split('"') if part.startswith("/static/")]
    assert len(parts) == 8
    for part in parts:
        answer = browser.get(part)
        assert answer.status_code == 200
        answer.close()
