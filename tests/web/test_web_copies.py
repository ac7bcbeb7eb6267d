"""A copy in the object storage counts once it was read back; whatever goes wrong there, nothing is lost here."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError
from django.conf import settings
from s3_server import BUCKET, Server, serving
from samples import House
from small_database import BEGIN, notes, write

from unknot.errors import UnknotError
from unknot.web.backups import nightly
from unknot.web.backups.copied import copied_at, last_copied, noted_trouble, waiting
from unknot.web.backups.copies import own_folder, send_waiting
from unknot.web.backups.fetch import fetched
from unknot.web.backups.make import back_up
from unknot.web.backups.notices import TOO_OLD, notices
from unknot.web.backups.restore import Asked, restore
from unknot.web.backups.shelf import all_kept, new_place
from unknot.web.backups.shown_storage import shown_storage
from unknot.web.backups.storage import Bucket, place_of
from unknot.web.backups.storage_trouble import StorageError, Trouble, trouble_of
from unknot.web.keys.unlock import database_key

PLACE = place_of(f"s3://{BUCKET}/practice")
NOW = datetime(2026, 3, 1, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def running():
    with serving() as server:
        yield server


@pytest.fixture
def storage(running: Server, monkeypatch):
    running.clear()
    monkeypatch.setenv("UNKNOT_BACKUP_STORAGE", str(PLACE))
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", running.address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", running.key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", running.secret)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    return running


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A practice of its own with a small encrypted database."""
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "nothing"))
    monkeypatch.setenv("UNKNOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "the practice's own")
    monkeypatch.delenv("UNKNOT_BACKUPS", raising=False)
    database_key.cache_clear()
    write(*BEGIN)
    yield tmp_path
    database_key.cache_clear()


def _key_of(kept) -> str:
    """What a backup is called in the bucket."""
    return f"{own_folder(PLACE).folder}{kept.path.name}"


def test_a_backup_is_copied_as_it_is_and_read_back(home, storage):
    kept = back_up()
    assert send_waiting() == [f"s3://{BUCKET}/{_key_of(kept)}"]
    assert storage.objects == {_key_of(kept): kept.path.read_bytes()}
    assert b"slept" not in kept.path.read_bytes()
    assert copied_at(kept, PLACE) is not None
    assert noted_trouble() is None
    assert waiting(PLACE) == send_waiting() == []


def test_nothing_is_sent_and_no_library_loaded_where_no_storage_is_named(home, monkeypatch):
    monkeypatch.delenv("UNKNOT_BACKUP_STORAGE", raising=False)
    monkeypatch.setitem(sys.modules, "boto3", None)
    monkeypatch.setitem(sys.modules, "boto3.session", None)
    back_up()
    assert send_waiting() == []
    assert noted_trouble() is None


def test_a_library_that_is_not_installed_is_said(home, storage, monkeypatch):
    back_up()
    monkeypatch.setitem(sys.modules, "boto3.session", None)
    assert _trouble_of_sending() is Trouble.LIBRARY


def _trouble_of_sending() -> Trouble:
    """Sending fails, the backups stay, and it is kept what was the matter."""
    before = {kept.path: kept.path.read_bytes() for kept in all_kept()}
    with pytest.raises(StorageError) as failed:
        send_waiting()
    assert {kept.path: kept.path.read_bytes() for kept in all_kept()} == before
    assert noted_trouble() is failed.value.trouble
    return failed.value.trouble


def test_after_an_outage_all_that_waited_is_copied(home, storage, monkeypatch):
    # Nobody listens on the discard port; a storage that answers nothing at all looks the same.
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    made = [back_up(), back_up()]
    assert _trouble_of_sending() is Trouble.UNREACHABLE
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", storage.address)
    assert len(send_waiting()) == 2
    assert set(storage.objects) == {_key_of(kept) for kept in made}
    assert noted_trouble() is None


def test_an_outage_halfway_loses_what_was_not_read_back_and_nothing_else(home, storage, monkeypatch):
    made = [back_up(), back_up()]
    put, sent = Bucket.put, []

    def until_the_second(self, path, name, digest):
        if sent:
            raise StorageError(Trouble.UNREACHABLE)
        sent.append(name)
        put(self, path, name, digest)

    monkeypatch.setattr(Bucket, "put", until_the_second)
    assert _trouble_of_sending() is Trouble.UNREACHABLE
    assert [copied_at(kept, PLACE) is not None for kept in made] == [False, True]
    monkeypatch.setattr(Bucket, "put", put)
    assert len(send_waiting()) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("AWS_ACCESS_KEY_ID", "AKIANOBODY"), ("AWS_SECRET_ACCESS_KEY", "guessed"), ("", "")]
)
def test_wrong_or_missing_keys_are_said_and_never_logged(name, value, home, storage, monkeypatch, caplog):
    back_up()
    if name:
        monkeypatch.setenv(name, value)
    else:
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert _trouble_of_sending() is (Trouble.REFUSED if name else Trouble.NO_KEYS)
    with caplog.at_level(logging.WARNING):
        nightly.back_up_when_due.call_local()
    assert ("does not accept the keys" if name else "No keys for the storage were found") in caplog.text
    assert not {part for part in (storage.secret, storage.key, value) if part and part in caplog.text}
    assert storage.objects == {}


def test_keys_that_ran_out_are_said_as_such_though_they_are_answered_as_a_bad_request():
    answer = {"Error": {"Code": "ExpiredToken"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    assert trouble_of(ClientError(answer, "PutObject")).trouble is Trouble.REFUSED


def test_a_bucket_that_is_not_there_is_said(home, storage, monkeypatch):
    monkeypatch.setenv("UNKNOT_BACKUP_STORAGE", "s3://another-bucket")
    back_up()
    assert _trouble_of_sending() is Trouble.NO_BUCKET


@pytest.mark.parametrize(
    "address",
    ["https://bucket/folder", "s3://", "bucket", "s3://key:secret@bucket/folder", "s3://bucket/folder?key=secret"],
)
def test_an_address_of_another_kind_is_refused_and_not_repeated(address, home, monkeypatch):
    monkeypatch.setenv("UNKNOT_BACKUP_STORAGE", address)
    with pytest.raises(StorageError, match="UNKNOT_BACKUP_STORAGE") as refused:
        send_waiting()
    assert "secret" not in str(refused.value)


def test_a_storage_that_keeps_less_than_it_was_sent_has_no_copy(home, storage, monkeypatch):
    kept, put = back_up(), Bucket.put

    def short(self, path, name, digest):
        put(self, path, name, digest)
        storage.cut(_key_of(kept), 500)

    monkeypatch.setattr(Bucket, "put", short)
    assert _trouble_of_sending() is Trouble.DIFFERS
    assert copied_at(kept, PLACE) is None
    assert storage.objects == {}


def test_what_was_damaged_here_since_it_was_verified_is_not_sent_and_holds_up_nothing(home, storage):
    other, damaged = back_up(), back_up()
    damaged.path.write_bytes(damaged.path.read_bytes()[:-1])
    assert _trouble_of_sending() is Trouble.DAMAGED
    assert set(storage.objects) == {_key_of(other)}


def test_old_copies_go_by_the_rule_and_nobody_elses(home, storage):
    kept = back_up()
    stamps = [new_place(NOW - timedelta(days=day)).name for day in range(100)]
    others = ["another-practice/" + stamps[-1], "practice/notes.txt", f"{own_folder(PLACE).folder}notes.txt"]
    for name in (*(f"{own_folder(PLACE).folder}{stamp}" for stamp in stamps), *others):
        storage.lay(name, b"old")
    send_waiting()
    assert set(others) < set(storage.objects)
    left = [name for name in storage.objects if name not in others]
    assert _key_of(kept) in left
    assert len(left) <= 3 + 7 + 4 + 12


def test_a_clock_that_was_set_back_loses_no_copy_that_was_just_made(home, storage):
    for day in range(60):
        storage.lay(f"{own_folder(PLACE).folder}{new_place(NOW - timedelta(days=day)).name}", b"old")
    kept = back_up(NOW - timedelta(days=2000))
    send_waiting()
    assert _key_of(kept) in storage.objects


def test_keys_that_may_not_delete_still_make_copies_and_it_is_said(home, storage):
    for day in range(100):
        storage.lay(f"{own_folder(PLACE).folder}{new_place(NOW - timedelta(days=day)).name}", b"old")
    storage.forbid("s3:DeleteObject")
    kept = back_up()
    assert _trouble_of_sending() is Trouble.STAYS
    assert copied_at(kept, PLACE) is not None
    storage.allow()
    send_waiting()
    assert noted_trouble() is None
    assert len(storage.objects) <= 3 + 7 + 4 + 12


def test_a_copy_in_another_storage_does_not_count(home, storage, monkeypatch):
    kept = back_up()
    send_waiting()
    assert copied_at(kept, place_of(f"s3://{BUCKET}/elsewhere")) is None
    assert last_copied(PLACE, datetime.now(UTC)) == kept
    assert last_copied(PLACE, datetime.now(UTC) - timedelta(days=1)) is None


def test_a_lost_computer_is_brought_back_from_the_storage_and_goes_on_in_its_folder(home, storage, monkeypatch):
    back_up()
    write("INSERT INTO diary (note) VALUES ('better')")
    latest = back_up()
    send_waiting()
    folder = own_folder(PLACE)
    monkeypatch.setenv("UNKNOT_HOME", str(home / "new computer"))
    monkeypatch.delenv("UNKNOT_PASSPHRASE")
    database_key.cache_clear()
    with fetched(str(PLACE)) as (address, path):
        assert address == f"s3://{BUCKET}/{folder.folder}{latest.path.name}"
        restore(path, Asked(lambda: "the practice's own", lambda: "unused"))
    assert not path.exists()
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "the practice's own")
    assert notes() == ["slept badly", "better"]
    assert own_folder(PLACE) == folder


def test_an_older_copy_is_fetched_by_its_address(home, storage):
    older = back_up()
    write("INSERT INTO diary (note) VALUES ('better')")
    back_up()
    [*_, address] = send_waiting()
    assert address.endswith(older.path.name)
    with fetched(address.replace("s3", "S3", 1)) as (_, path):
        restore(path, Asked(str, str))
    assert notes() == ["slept badly"]


@pytest.mark.parametrize("length", [0, 500])
def test_a_copy_that_was_cut_in_the_storage_is_refused_before_anything_is_changed(length, home, storage):
    kept = back_up()
    send_waiting()
    storage.cut(_key_of(kept), length)
    write("INSERT INTO diary (note) VALUES ('newer')")
    with pytest.raises(StorageError, match="not what was sent"), fetched(str(PLACE)):
        pass
    assert notes() == ["slept badly", "newer"]


def test_what_is_not_there_or_is_anothers_is_not_restored(home, storage):
    for address in (str(PLACE), f"{PLACE}{new_place(NOW).name}"):
        with pytest.raises(StorageError, match="no such backup"), fetched(address):
            pass
    for practice in ("one", "two"):
        storage.lay(f"practice/{practice}/{new_place(NOW).name}", b"sealed")
    with pytest.raises(UnknotError, match="Several practices"), fetched(str(PLACE)):
        pass


def test_the_night_copies_what_it_has_made(home, storage):
    nightly.back_up_when_due.call_local()
    assert len(storage.objects) == 1
    nightly.back_up_when_due.call_local()
    assert len(storage.objects) == 1


def test_the_owners_page_tells_of_copies_and_of_trouble(house: House, tmp_path, storage, monkeypatch, signed_in):
    monkeypatch.setenv("UNKNOT_BACKUPS", str(tmp_path))
    back_up()
    browser = signed_in(house.owner)
    assert "not yet" in browser.get("/backups/").content.decode()
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "guessed")
    with pytest.raises(StorageError):
        send_waiting()
    page = browser.get("/backups/").content.decode()
    assert "The storage does not accept the keys." in page
    german = browser.get("/backups/", headers={"accept-language": "de"}).content.decode()
    assert "Der Speicher nimmt die Schlüssel nicht an." in german
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", storage.secret)
    send_waiting()
    page = browser.get("/backups/").content.decode()
    assert "last copy elsewhere" in page
    assert "accept the keys" not in page
    monkeypatch.setenv("UNKNOT_BACKUP_STORAGE", "s3://key:secret@bucket")
    page = browser.get("/backups/").content.decode()
    assert "The address of the object storage cannot be read." in page
    assert "secret" not in page


def test_what_is_made_on_the_page_is_sent_by_the_worker(house: House, tmp_path, storage, monkeypatch, signed_in):
    monkeypatch.setenv("UNKNOT_BACKUPS", str(tmp_path))
    nightly.queue.flush()
    signed_in(house.owner).post("/backups/make/")
    assert storage.objects == {}
    assert [task.name for task in nightly.queue.pending()] == ["send_soon"]
    nightly.send_soon.call_local()
    assert len(storage.objects) == 1
    nightly.queue.flush()


def test_the_demo_is_copied_nowhere(home, storage, monkeypatch):
    back_up()
    monkeypatch.setattr(settings, "DEMO", True)
    nightly.send_soon.call_local()
    assert storage.objects == {}
    assert shown_storage(all_kept()) is None


def test_the_owner_is_warned_when_the_last_copy_is_three_days_old(house: House, tmp_path, storage, monkeypatch):
    monkeypatch.setenv("UNKNOT_BACKUPS", str(tmp_path))
    type(house.practice).objects.update(made_at=datetime.now(UTC) - TOO_OLD - timedelta(minutes=1))
    owner = type(house.owner).objects.get(pk=house.owner.pk)
    back_up()
    assert [entry.said for entry in notices(owner)] == ["The object storage has no copy of the last three days."]
    send_waiting()
    assert list(notices(owner)) == []
    monkeypatch.setenv("UNKNOT_BACKUP_STORAGE", "nonsense")
    assert len(list(notices(owner))) == 1


@pytest.mark.slow
def test_both_commands_speak_to_the_storage(home, storage, tmp_path):
    def unknot(folder, *words):
        surroundings = {**os.environ, "UNKNOT_HOME": str(folder), "UNKNOT_DATABASE_URL": ""}
        code = "import sys; from unknot.cli import main; main(sys.argv[1:])"
        done = subprocess.run([sys.executable, "-c", code, *words], env=surroundings, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    made = unknot(tmp_path / "home", "backup")
    assert f"{own_folder(PLACE)}practice-" in made
    assert "(read back, is the same)" in made
    assert f"Fetched {own_folder(PLACE)}practice-" in unknot(tmp_path / "new", "restore", str(PLACE), "--yes")
    assert (tmp_path / "new" / "practice.db").exists()
