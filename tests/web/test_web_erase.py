"""Erased is erased: no row, no word of it in the file, and no older copy brings it back."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from disposable import run
from django.db import OperationalError, transaction
from full_client import fill
from samples import House

from unknot.errors import FitError
from unknot.web import science
from unknot.web.audit.check import first_broken
from unknot.web.audit.models import AuditEvent
from unknot.web.clients.models import Client
from unknot.web.data import tombstones
from unknot.web.data.archive import archive
from unknot.web.data.bring import bring
from unknot.web.data.erase import erase, erase_again
from unknot.web.data.owned import owned
from unknot.web.learning.learn import learn
from unknot.web.learning.models import Learned
from unknot.web.learning.records import record_for
from unknot.web.science import forget_fits


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


def test_when_the_database_refuses_nobody_goes_at_the_next_start(house: House, monkeypatch):
    client, other = house.clients["therapist"], uuid.uuid4()

    class Full:
        """The disk is full when the transaction is about to be written for good; somebody else was erased meanwhile."""

        def __enter__(self):
            return None

        def __exit__(self, *said):
            if said[0] is None:
                tombstones.bury(other)
                raise OperationalError("database or disk is full")

    real = transaction.atomic
    monkeypatch.setattr("unknot.web.data.erase.transaction.atomic", lambda *given: Full())
    with pytest.raises(OperationalError):
        erase(client, ("staff", "x"))
    monkeypatch.setattr("unknot.web.data.erase.transaction.atomic", real)
    assert tombstones.buried() == {other}


@pytest.fixture
def quick_fits(monkeypatch):
    """Fits that take no time: what is asked is whether they stay in memory."""
    forget_fits()
    nothing: dict[str, tuple[()]] = dict.fromkeys(("days", "mean", "lo", "hi", "relief"), ())
    monkeypatch.setattr("unknot.inference.individual.fit", lambda record: SimpleNamespace(record=record))
    monkeypatch.setattr("unknot.inference.coming.standpoint", lambda known: SimpleNamespace(posterior=known, day=0.0))
    monkeypatch.setattr("unknot.inference.coming.coming_band", lambda *_, **__: SimpleNamespace(**nothing))


def test_what_is_kept_in_memory_is_forgotten(house: House, quick_fits):
    client = house.clients["therapist"]
    record = record_for(client)
    science._what_if(record.to_json(), (), ())
    caches = (science._learned, science._standpoint, science._what_if)
    assert [cache.cache_info().currsize for cache in caches] == [1, 1, 1]
    erase(client, ("staff", "x"))
    assert [cache.cache_info().currsize for cache in caches] == [0, 0, 0]


def test_who_is_erased_while_being_learned_from_is_not_kept_in_memory(house: House, quick_fits, monkeypatch):
    client = house.clients["therapist"]

    def answer_of(record):
        erase(client, ("staff", "x"))
        science._learned(record.to_json())
        raise FitError("too little")

    monkeypatch.setattr("unknot.web.learning.learn.answer_of", answer_of)
    monkeypatch.setattr("unknot.web.learning.learn.Learned.objects.get_or_create", lambda **_: (Learned(pk=-1), False))
    learn(client)
    assert science._learned.cache_info().currsize == 0


LEFT_BEHIND = """
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from full_client import WORDS, fill
from unknot.web.data.erase import erase
from unknot.web.home import database_file
from unknot.web.keys.unlock import database_key

PAGE, RESERVED, VECTOR = 4096, 80, 16

def in_the_clear(content, start, frame):
    # SQLCipher 4: each page is AES-256-CBC, its vector stands in the reserved bytes at its end.
    for place in range(start, len(content) - PAGE + 1, PAGE + frame):
        page = content[place + frame:place + frame + PAGE]
        head = 16 if frame == 0 and place == 0 else 0
        cut = PAGE - RESERVED
        cipher = Cipher(algorithms.AES(database_key()), modes.CBC(page[cut:cut + VECTOR]))
        yield cipher.decryptor().update(page[head:cut])

def found():
    log = database_file().with_name("practice.db-wal")
    pages = [*in_the_clear(database_file().read_bytes(), 0, 0)]
    pages += in_the_clear(log.read_bytes(), 32, 24) if log.exists() else []
    return sum(WORDS.encode() in page for page in pages)

fill(client)
before = found()
erase(client, ("staff", "x"))
say(before=before, after=found())
"""


def test_no_word_of_it_is_left_in_the_pages_of_the_file(tmp_path):
    said = run(tmp_path, LEFT_BEHIND)
    assert said["before"] > 0
    assert said["after"] == 0


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
