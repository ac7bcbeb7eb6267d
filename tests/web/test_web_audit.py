"""The audit log tells when somebody has changed it, and the database refuses to."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from samples import House, objects_of

from unknot.web.audit import check
from unknot.web.audit.check import broken_by_now, check_all_when_due, check_whole, first_broken, follow
from unknot.web.audit.models import AuditEvent, LogCheck
from unknot.web.audit.trail import append


def _some(house: House) -> list[AuditEvent]:
    return [
        append(house.practice, ("staff", "x"), f"thing.{number}", house.clients["therapist"]) for number in range(4)
    ]


def _without(verb: str, vendor: str) -> str:
    """How somebody with the keys to the database takes the guard away."""
    return f"DROP TRIGGER audit_no_{verb}" + (" ON audit_auditevent" if vendor == "postgresql" else "")


def test_a_chain_that_nobody_touched_is_whole(house: House, other_house: House):
    _some(house)
    append(other_house.practice, ("staff", "y"), "thing.other")
    assert first_broken(house.practice) is None
    assert [event.number for event in AuditEvent.objects.filter(practice=house.practice)] == [1, 2, 3, 4]
    assert [event.number for event in AuditEvent.objects.filter(practice=other_house.practice)] == [1]


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove(verb, house: House):
    event = _some(house)[1]
    rows = AuditEvent.objects.filter(pk=event.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(action="nothing") if verb == "update" else rows._raw_delete("default")


def test_a_change_from_outside_is_found_where_it_was_made(house: House, database):
    events = _some(house)
    with database.cursor() as cursor:
        cursor.execute(_without("update", database.vendor))
        cursor.execute("UPDATE audit_auditevent SET action = %s WHERE id = %s", ["nothing", events[2].pk])
    assert first_broken(house.practice) == 3


def test_a_removal_from_outside_is_found(house: House, database):
    events = _some(house)
    with database.cursor() as cursor:
        cursor.execute(_without("delete", database.vendor))
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [events[1].pk])
    assert first_broken(house.practice) == 2


def test_an_end_that_was_cut_off_is_found_by_the_entry_that_was_checked_last(house: House, database):
    events = _some(house)
    last = check_whole(house.practice)
    assert (last.number, last.broken) == (4, None)
    with database.cursor() as cursor:
        cursor.execute(_without("delete", database.vendor))
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [events[3].pk])
    # What is left follows from its beginning: only who knows how far it went can tell.
    assert first_broken(house.practice) is None
    assert broken_by_now(house.practice, last) == 4
    append(house.practice, ("staff", "x"), "thing.instead")
    assert broken_by_now(house.practice, last) == 4
    assert check_whole(house.practice).broken == 4


def test_a_look_follows_what_came_since_and_not_all_of_it(house: House, monkeypatch):
    _some(house)
    last = check_whole(house.practice)
    append(house.practice, ("staff", "x"), "thing.new")
    followed = []
    monkeypatch.setattr(
        check, "hash_of", lambda said, real=check.hash_of: (followed.append(said["number"]), real(said))[1]
    )
    assert broken_by_now(house.practice, last) is None
    assert followed == [4, 5]


@pytest.mark.parametrize("number", [2, 5])
def test_the_page_tells_of_a_change_before_and_after_the_last_check(number, house: House, database, signed_in):
    _some(house)
    browser = signed_in(house.owner)
    assert browser.post("/audit/check/").headers["Location"] == "/audit/"
    assert "The whole log was checked" in browser.get("/audit/").content.decode()
    append(house.practice, ("staff", "x"), "thing.new")
    with database.cursor() as cursor:
        cursor.execute(_without("update", database.vendor))
        cursor.execute(
            "UPDATE audit_auditevent SET action = %s WHERE practice_id = %s AND number = %s",
            ["nothing", house.practice.pk, number],
        )
    assert f"broken at entry {number}" in browser.get("/audit/").content.decode()


def test_a_change_that_no_look_shows_is_found_within_a_day_and_stays_said(house: House, database, signed_in):
    _some(house)
    check_whole(house.practice)
    for turn in range(60):
        append(house.practice, ("staff", "x"), f"thing.{turn}")
    with database.cursor() as cursor:
        cursor.execute(_without("update", database.vendor))
        cursor.execute(
            "UPDATE audit_auditevent SET action = %s WHERE practice_id = %s AND number = %s",
            ["nothing", house.practice.pk, 2],
        )
    browser = signed_in(house.owner)
    assert "The chain is whole" in browser.get("/audit/").content.decode()
    check_all_when_due()
    assert "The chain is whole" in browser.get("/audit/").content.decode()
    LogCheck.objects.update(at=timezone.now() - check.OFTEN_ENOUGH)
    check_all_when_due()
    assert "broken at entry 2" in browser.get("/audit/").content.decode()
    assert "changed the audit log from outside" in browser.get("/today/").content.decode()
    assert "changed the audit log" not in signed_in(house.therapist).get("/today/").content.decode()
    with database.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_auditevent SET action = %s WHERE practice_id = %s AND number = %s",
            ["thing.1", house.practice.pk, 2],
        )
    assert follow(house.practice).broken is None
    assert check_whole(house.practice).broken == 2


SESSION = {
    "key": "KEY",
    "started_at": "NOW",
    "intervention": "massage",
    "minutes": 60,
    "pressure": 3,
    "beyond": "agreed",
}
DONE = {
    "diary entry": ("phone", "/diary/", {"day": "TODAY", "pain": 3, "key": "KEY"}),
    "entry from the outbox": ("phone", "/diary/send/", {"day": "TODAY", "pain": 3, "key": "KEY"}),
    "phone that leaves": ("phone", "/leave/", {}),
    "new client": ("staff", "/clients/add/", {"name": "Ann", "therapist": "THERAPIST"}),
    "change of a client": ("staff", "/clients/CLIENT/change/", {"name": "Ann", "therapist": "THERAPIST"}),
    "session": ("staff", "/clients/CLIENT/sessions/add/", SESSION),
    "removal of a session": ("staff", "/clients/CLIENT/sessions/SESSION/remove/", {}),
    "sessions to come": ("staff", "/clients/CLIENT/timeline/keep/", {"planned": "TOMORROW", "reason": "Well by then."}),
    "code for a phone": ("staff", "/clients/CLIENT/phones/", {}),
    "phone taken off": ("staff", "/clients/CLIENT/phones/DEVICE/revoke/", {}),
    "decision": ("staff", "/clients/CLIENT/intake/INTAKE/decide/", {"rule": "blood_thinner", "choice": "followed"}),
    "import": ("staff", "/clients/CLIENT/data/upload/UPLOAD/", {}),
    "end of a plan": ("staff", "/clients/CLIENT/plan/PLAN/end/", {"end_reason": "reached"}),
    "end of a trial": ("staff", "/clients/CLIENT/trial/TRIAL/end/", {}),
    "own name": ("staff", "/settings/", {"name": "Somebody else"}),
}


@pytest.mark.parametrize("what", DONE)
def test_what_cannot_be_logged_is_not_done(what, house: House, signed_in, on_phone, monkeypatch):
    who, path, said = DONE[what]
    client, now = house.clients["therapist"], timezone.now()
    browser = on_phone(house.tokens["therapist"]) if who == "phone" else signed_in(house.therapist)
    browser.raise_request_exception = False
    words = {name.upper(): str(identity) for name, identity in objects_of(client).items()} | {
        "TODAY": house.practice.local(now).date().isoformat(),
        "NOW": house.practice.local(now).strftime("%Y-%m-%dT%H:%M"),
        "TOMORROW": house.practice.local(now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "KEY": str(uuid.uuid4()),
        "THERAPIST": str(house.therapist.pk),
    }
    for word, meant in words.items():
        path = path.replace(word, meant)
    sent = {name: words.get(str(value), value) for name, value in said.items()}
    before = _all_rows()
    with monkeypatch.context() as full:
        full.setattr(AuditEvent, "save", _disk_is_full)
        answer = browser.post(path, sent)
    assert (answer.status_code, _all_rows()) == (503, before)
    # Tried again when there is room, it is done: what was sent was right.
    assert browser.post(path, sent).status_code in (200, 302)
    assert _all_rows() != before


def _disk_is_full(*_, **__):
    raise OperationalError("database or disk is full")


def _all_rows() -> dict[str, list[tuple]]:
    models = [model for model in apps.get_models() if model._meta.label not in ("sessions.Session",)]
    return {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in models}


def test_the_log_names_nobody(house: House, signed_in):
    signed_in(house.owner).post(
        "/clients/add/", {"name": "Nora Nameless", "therapist": house.owner.pk, "complaint": "secret"}
    )
    said = " ".join(str(event.__dict__) for event in AuditEvent.objects.filter(practice=house.practice))
    assert "client.add" in said
    assert "Nora" not in said
    assert "secret" not in said
