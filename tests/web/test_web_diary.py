"""Enrolling a phone and writing an entry: once, whatever is sent twice."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from samples import House

from unknot.web.diary.models import Entry
from unknot.web.enrolment import throttle
from unknot.web.enrolment.enrol import make_code, spend
from unknot.web.enrolment.models import Code, Device
from unknot.web.learning.learn import learn, learn_stale
from unknot.web.learning.models import Learned
from unknot.web.learning.records import record_for


def _page(**answers: object) -> dict[str, object]:
    """A page about today, by the clock of the practice in Oslo."""
    today = timezone.now().astimezone(ZoneInfo("Europe/Oslo")).date()
    return {"key": str(uuid.uuid4()), "day": today.isoformat(), "note": "", **answers}


def test_a_code_enrols_one_phone_once(house: House, browser):
    code = make_code(house.clients["therapist"])
    answer = browser.post("/enter/", {"code": code.lower().replace("-", " ")})
    assert answer.headers["Location"] == "/diary/"
    assert browser.get("/diary/").status_code == 200
    assert browser.post("/enter/", {"code": code}).status_code == 422


def test_looking_at_the_page_of_a_code_spends_nothing(house: House, browser):
    make_code(house.clients["therapist"])
    browser.get("/enter/")
    assert Code.objects.get().used_at is None


def test_an_old_or_replaced_code_is_worthless(house: House):
    first = make_code(house.clients["therapist"])
    second = make_code(house.clients["therapist"])
    assert spend(first, "phone") is None
    Code.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert spend(second, "phone") is None


def test_neither_code_nor_token_is_kept_in_the_clear(house: House):
    code = make_code(house.clients["therapist"])
    made = spend(code, "phone")
    assert made is not None
    assert made[1] not in made[0].token_hash
    assert code.replace("-", "") not in Code.objects.get().code_hash


def test_guessing_codes_is_slowed_down(house: House, browser):
    for _ in range(throttle.FROM_ONE_ADDRESS):
        assert browser.post("/enter/", {"code": "wrong"}).status_code == 422
    assert browser.post("/enter/", {"code": make_code(house.clients["therapist"])}).status_code == 429


def test_a_phone_that_was_taken_off_writes_nothing(house: House, signed_in, on_phone):
    client = house.clients["therapist"]
    phone = on_phone(house.tokens["therapist"])
    assert phone.get("/diary/").status_code == 200
    device = client.devices.get()
    signed_in(house.therapist).post(f"/clients/{client.public_id}/phones/{device.public_id}/revoke/")
    before = Entry.objects.count()
    assert phone.post("/diary/", _page(pain=3)).status_code == 302
    assert Entry.objects.count() == before


def test_a_phone_is_trusted_for_ninety_days(house: House, on_phone):
    assert settings.DEVICE_DAYS == 90
    Device.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert on_phone(house.tokens["therapist"]).get("/diary/").status_code == 302


def test_an_entry_sent_twice_or_from_two_tabs_is_one_row(house: House, on_phone):
    client = house.clients["therapist"]
    before = client.entries.count()
    page = _page(pain=3, note="slept well")
    for phone in (on_phone(house.tokens["therapist"]), on_phone(house.tokens["therapist"])):
        assert phone.post("/diary/", page).status_code == 302
    assert client.entries.count() == before + 1
    kept = client.entries.get(key=page["key"])
    assert kept.answers == {"pain": 3}
    assert kept.note == "slept well"


def test_the_same_key_of_another_client_is_another_entry(house: House, on_phone):
    page = _page(pain=3)
    for who in ("therapist", "colleague"):
        on_phone(house.tokens[who]).post("/diary/", page)
    assert Entry.objects.filter(key=page["key"]).count() == 2


def test_an_empty_or_impossible_entry_is_refused_with_words(house: House, on_phone):
    phone = on_phone(house.tokens["therapist"])
    before = Entry.objects.count()
    for page in (_page(), _page(pain=11), _page(pain="strong"), {"pain": 3}, _page(pain=3, note="x" * 2001)):
        assert phone.post("/diary/", page).status_code == 422
    assert Entry.objects.count() == before


def test_whatever_changes_the_record_makes_what_was_learned_stale(house: House):
    client = house.clients["therapist"]
    learn(client)
    assert Learned.objects.get(client=client).stale_since is None
    session = client.sessions.get()
    for change in (session.save, client.entries.first().delete, session.delete):
        Learned.objects.filter(client=client).update(stale_since=None)
        change()
        assert Learned.objects.get(client=client).stale_since is not None


def test_the_worker_learns_what_is_stale_and_says_as_of_when(house: House):
    begun = timezone.now()
    assert learn_stale() == 2
    kept = Learned.objects.get(client=house.clients["therapist"])
    assert kept.as_of is not None
    assert kept.as_of >= begun
    assert kept.answer["responses"] == 6
    assert kept.answer["person"] == str(house.clients["therapist"].public_id)
    assert learn_stale() == 0


def test_nothing_written_is_nothing_learned(house: House):
    client = house.clients["therapist"]
    client.entries.all().delete()
    assert record_for(client) is None
    assert learn(client).answer is None


def test_day_numbers_count_from_the_midnight_of_the_practice(house: House):
    client = house.clients["therapist"]
    record = record_for(client)
    assert record is not None
    assert record.clock.moment(0.0).hour == 0
    assert record.clock.time_zone == "Europe/Oslo"
    first = client.entries.earliest("for_when").for_when
    assert record.clock.moment(record.responses[0].day).replace(microsecond=0) == first.replace(microsecond=0)
