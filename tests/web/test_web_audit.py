"""The audit log tells when somebody has changed it, and the database refuses to."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from samples import House

from unknot.web.audit.models import AuditEvent
from unknot.web.audit.trail import append, first_broken


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


def test_the_log_names_nobody(house: House, signed_in):
    signed_in(house.owner).post(
        "/clients/add/", {"name": "Nora Nameless", "therapist": house.owner.pk, "complaint": "secret"}
    )
    said = " ".join(str(event.__dict__) for event in AuditEvent.objects.filter(practice=house.practice))
    assert "client.add" in said
    assert "Nora" not in said
    assert "secret" not in said
