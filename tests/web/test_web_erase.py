"""Erased is erased: no row, no word of it in the file, and no older copy brings it back."""

from __future__ import annotations

import pytest
from full_client import fill
from samples import House

from unknot.web.audit.models import AuditEvent
from unknot.web.audit.trail import first_broken
from unknot.web.clients.models import Client
from unknot.web.data import tombstones
from unknot.web.data.archive import archive
from unknot.web.data.bring import bring
from unknot.web.data.erase import erase, erase_again
from unknot.web.data.owned import owned


@pytest.fixture(autouse=True)
def own_tombstones(tmp_path, monkeypatch):
    monkeypatch.setattr(tombstones, "tombstone_file", lambda: tmp_path / "erased.log")


def test_every_row_of_the_client_goes_and_nobody_elses(house: House):
    client, other = (fill(house.clients[who]) for who in ("therapist", "colleague"))
    assert [table.label for table in owned() if not table.rows(client).exists()] == []
    before = {table.label: table.rows(other).count() for table in owned()}
    mine = client.pk
    erase(client, ("staff", "x"))
    for table in owned():
        assert not table.model._default_manager.filter(**{table.way: mine}).exists(), table.label
    assert {table.label: table.rows(other).count() for table in owned()} == before


def test_the_log_says_that_it_was_done_without_a_name_and_holds(house: House):
    client = house.clients["therapist"]
    identity, name = str(client.public_id), client.name
    erase(client, ("staff", "x"))
    event = AuditEvent.objects.filter(practice=house.practice).last()
    assert (event.action, event.object) == ("client.erase", identity)
    assert name not in str(event.__dict__)
    assert first_broken(house.practice) is None


def test_the_name_must_be_typed(house: House, signed_in):
    client = house.clients["therapist"]
    browser, address = signed_in(house.therapist), f"/clients/{client.public_id}/data/erase/"
    assert browser.post(address, {"name": "somebody else"}).status_code == 422
    assert Client.objects.filter(pk=client.pk).exists()
    assert browser.post(address, {"name": f" {client.name.upper()} "}).headers["Location"] == "/today/"
    assert not Client.objects.filter(pk=client.pk).exists()


def test_a_phone_of_somebody_erased_opens_nothing(house: House, on_phone):
    phone = on_phone(house.tokens["therapist"])
    assert phone.get("/diary/").status_code == 200
    erase(house.clients["therapist"], ("staff", "x"))
    assert phone.get("/diary/").headers["Location"] == "/enter/"


def test_without_a_tombstone_nothing_is_erased(house: House, signed_in, monkeypatch):
    client = house.clients["therapist"]
    entries = client.entries.count()

    def full(identity):
        raise OSError("no space left on device")

    monkeypatch.setattr("unknot.web.data.erase.bury", full)
    answer = signed_in(house.therapist).post(f"/clients/{client.public_id}/data/erase/", {"name": client.name})
    assert answer.status_code == 422
    assert "Nothing was erased" in answer.content.decode()
    assert Client.objects.get(pk=client.pk).entries.count() == entries
    assert not AuditEvent.objects.filter(action="client.erase").exists()


def test_an_older_copy_does_not_bring_an_erased_client_back(house: House):
    client = house.clients["therapist"]
    identity, packed = client.public_id, archive(client)
    erase(client, ("staff", "x"))
    # As after a restore: the row is there again, under the same public id.
    Client.objects.create(practice=house.practice, therapist=house.therapist, name="back", public_id=identity)
    assert erase_again() == 1
    assert not Client.objects.filter(public_id=identity).exists()
    # Brought in on purpose it is a new client, whom no restore takes away.
    brought = bring(packed, house.therapist)
    assert erase_again() == 0
    assert Client.objects.filter(pk=brought.pk).exists()


def test_a_tombstone_that_was_cut_short_does_no_harm(house: House):
    identity = house.clients["therapist"].public_id
    tombstones.bury(identity)
    with tombstones.tombstone_file().open("ab") as file:
        file.write(b"2026-03-01T00:00:00+00:00 1234-56")
    assert tombstones.buried() == {identity}
    assert tombstones.tombstone_file().stat().st_mode & 0o077 == 0
