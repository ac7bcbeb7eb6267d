"""A backup is proved to open before it is called one; restoring changes everything or nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import uuid
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import House
from small_database import BEGIN, notes, write

from unknot.errors import UnknotError
from unknot.web.backups import make, nightly, rotation
from unknot.web.backups.aside import KEPT, clear_aside
from unknot.web.backups.make import back_up, rehearse
from unknot.web.backups.manifest import Contents, checked_manifest
from unknot.web.backups.notices import TOO_OLD, notices
from unknot.web.backups.restore import Asked, restore
from unknot.web.backups.sealing import Backup, WrongKeyError, seal, unseal
from unknot.web.backups.shelf import all_kept, last_verified, new_place
from unknot.web.data.tombstones import buried, bury
from unknot.web.database.base import connect
from unknot.web.home import database_file
from unknot.web.keys import recovery
from unknot.web.keys.unlock import database_key, key_file

NOW = datetime(2026, 3, 1, 3, tzinfo=UTC)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A practice of its own with a small encrypted database that is written for good."""
    monkeypatch.setenv("UNKNOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "the practice's own")
    monkeypatch.delenv("UNKNOT_BACKUPS", raising=False)
    database_key.cache_clear()
    key = database_key()
    write(*BEGIN)
    yield key
    database_key.cache_clear()


def _nobody() -> str:
    raise AssertionError("nobody should be asked")


NOBODY = Asked(_nobody, _nobody)


def test_a_backup_is_verified_and_says_nothing_in_the_clear(home):
    kept = back_up()
    assert kept.verified_at is not None
    assert kept.rows == 1
    assert last_verified() == kept
    files = list(kept.path.parent.iterdir())
    assert {path.suffix for path in files} == {".unknot-backup", ".json"}
    assert [path.name for path in files if b"slept" in path.read_bytes()] == []
    with zipfile.ZipFile(kept.path) as zipped:
        assert zipped.read("practice.age").startswith(b"age-encryption.org/v1")
    assert kept.path.stat().st_mode & 0o077 == 0


def test_what_was_written_while_others_were_connected_is_in_it(home):
    writer = connect(home, str(database_file()))
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO diary (note) VALUES ('committed')")
    writer.commit()
    writer.execute("INSERT INTO diary (note) VALUES ('not yet')")
    kept = back_up()
    writer.close()
    write("DELETE FROM diary")
    restore(kept.path, NOBODY)
    assert notes() == ["slept badly", "committed"]


def test_restoring_sets_aside_what_was_there(home):
    kept = back_up()
    write("UPDATE diary SET note = 'newer'")
    done = restore(kept.path, NOBODY)
    assert notes() == ["slept badly"]
    assert done.aside is not None
    assert checked_manifest(done.aside, home)["diary"].rows == 1


def test_nothing_is_restored_while_the_app_is_running(home):
    kept = back_up()
    write("UPDATE diary SET note = 'newer'")
    running = connect(home, str(database_file()))
    running.execute("SELECT * FROM diary").fetchone()
    with pytest.raises(UnknotError, match="in use"):
        restore(kept.path, NOBODY)
    running.close()
    assert notes() == ["newer"]


def test_a_new_computer_needs_the_file_and_the_passphrase_or_the_sheet(home, tmp_path, monkeypatch):
    code = recovery.new_code()
    recovery.keep(key_file(), code, home)
    kept = back_up()
    for name, words in (("by_passphrase", "the practice's own"), ("by_sheet", code.lower())):
        monkeypatch.setenv("UNKNOT_HOME", str(tmp_path / name))
        monkeypatch.delenv("UNKNOT_PASSPHRASE", raising=False)
        database_key.cache_clear()
        done = restore(kept.path, Asked(lambda words=words: words, lambda: "a new one"))
        expected = "a new one" if name == "by_sheet" else words
        assert done.passphrase == expected
        monkeypatch.setenv("UNKNOT_PASSPHRASE", expected)
        assert notes() == ["slept badly"]


def test_wrong_words_open_nothing_and_change_nothing(home, tmp_path, monkeypatch):
    kept = back_up()
    monkeypatch.setenv("UNKNOT_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.delenv("UNKNOT_PASSPHRASE")
    database_key.cache_clear()
    with pytest.raises(WrongKeyError, match="do not open"):
        restore(kept.path, Asked(lambda: "guessed", _nobody))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "other"])
def test_a_damaged_file_is_refused_and_changes_nothing(harm, home):
    kept = back_up()
    whole = kept.path.read_bytes()
    middle = len(whole) // 2
    kept.path.write_bytes(
        {
            "cut": whole[:middle],
            "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            "empty": b"",
            "other": b"time,pain\n",
        }[harm]
    )
    write("UPDATE diary SET note = 'newer'")
    with pytest.raises(UnknotError):
        restore(kept.path, NOBODY)
    assert notes() == ["newer"]


def test_whichever_byte_is_wrong_it_is_refused_or_makes_no_difference(home):
    kept = back_up()
    whole, chance = kept.path.read_bytes(), random.Random(3)
    content, refused = unseal(kept.path, home).database, 0
    ends = [*range(120), *range(len(whole) - 400, len(whole))]
    for place in (*ends, *(chance.randrange(len(whole)) for _ in range(200))):
        kept.path.write_bytes(whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :])
        try:
            assert unseal(kept.path, home).database == content
        except UnknotError:
            refused += 1
    assert refused > 200


def test_a_database_that_is_damaged_does_not_stand_in_the_way(home):
    kept = back_up()
    broken = b"not what it was" * 400
    database_file().write_bytes(broken)
    done = restore(kept.path, NOBODY)
    assert notes() == ["slept badly"]
    assert done.aside is not None
    assert done.aside.read_bytes() == broken


def test_a_database_that_is_lost_is_restored_without_a_question(home):
    kept = back_up()
    database_file().unlink()
    assert restore(kept.path, NOBODY).aside is None
    assert notes() == ["slept badly"]


STAYS_OPEN = """
import sys
from unknot.web.database.base import connect
running = connect(bytes.fromhex(sys.argv[1]), sys.argv[2])
running.execute("PRAGMA journal_mode = WAL")
running.execute("SELECT * FROM diary").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("opens", [True, False])
def test_nothing_is_replaced_while_another_process_has_it_open(opens, home, monkeypatch):
    kept = back_up()
    other = subprocess.Popen(
        [sys.executable, "-c", STAYS_OPEN, home.hex(), str(database_file())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout.readline() == b"open\n"
    try:
        # Whoever restores may not know the words of what is running.
        asked = Asked(lambda: "the practice's own", _nobody)
        if not opens:
            monkeypatch.delenv("UNKNOT_PASSPHRASE")
        with pytest.raises(UnknotError, match="in use"):
            restore(kept.path, asked)
    finally:
        other.communicate()
    assert restore(kept.path, asked).rows == 1


def test_the_backup_of_a_newer_version_is_refused_and_changes_nothing(home):
    write(
        "CREATE TABLE django_migrations (app TEXT, name TEXT)",
        "INSERT INTO django_migrations VALUES ('diary', '0001_initial')",
    )
    older = back_up()
    write("INSERT INTO django_migrations VALUES ('diary', '9999_of_the_future')")
    newer = back_up()
    restore(older.path, NOBODY)
    with pytest.raises(UnknotError, match=r"newer Unknot[\s\S]*9999_of_the_future"):
        restore(newer.path, NOBODY)
    connection = connect(home, str(database_file()))
    assert connection.execute("SELECT count(*) FROM django_migrations").fetchone() == (1,)
    connection.close()


def test_what_was_set_aside_goes_after_a_month(home):
    done = restore(back_up().path, NOBODY)
    clear_aside(datetime.now(UTC) + KEPT - timedelta(hours=1))
    assert done.aside.exists()
    clear_aside(datetime.now(UTC) + KEPT + timedelta(hours=1))
    assert not done.aside.exists()
    assert database_file().exists()


def test_a_clock_that_was_set_back_loses_no_backup_that_was_just_made(home):
    for day in range(400):
        new_place(NOW - timedelta(days=day)).write_bytes(b"")
    assert back_up(NOW - timedelta(days=2000)).path.exists()


def test_a_backup_that_holds_something_else_does_not_pass_the_rehearsal(home):
    found = checked_manifest(database_file(), home)
    content = database_file().read_bytes()
    for wrong in ({}, {**found, "sessions": Contents(0, "")}, {"diary": Contents(1, "0" * 64)}):
        place = new_place(NOW)
        place.write_bytes(seal(Backup(content, wrong, b""), home, b"{}"))
        with pytest.raises(UnknotError, match="something else"):
            rehearse(place, home)


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(home):
    write("DELETE FROM diary", *(f"INSERT INTO diary (note) VALUES ('{'x' * 3000}')" for _ in range(40)))
    connection = connect(home, str(database_file()))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(database_file().read_bytes())
    content[-5000] ^= 1
    database_file().write_bytes(content)
    with pytest.raises(UnknotError):
        back_up()
    assert all_kept() == []


def test_an_erased_client_stays_erased_after_a_restore(home):
    kept, identity = back_up(), uuid.uuid4()
    bury(identity)
    later, other = back_up(), uuid.uuid4()
    (database_file().parent / "erased.log").unlink()
    bury(other)
    restore(later.path, NOBODY)
    assert buried() == {identity, other}
    restore(kept.path, NOBODY)
    assert buried() == {identity, other}


def test_a_full_disk_is_one_clear_message_and_leaves_nothing_behind(home, monkeypatch):
    first = back_up()

    def full(place, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(make, "_write", full)
    with pytest.raises(UnknotError, match="earlier ones are untouched"):
        back_up()
    assert all_kept() == [first]
    assert [path for path in first.path.parent.iterdir() if path.name.startswith(".work")] == []


def test_the_shelf_keeps_seven_days_four_weeks_and_twelve_months(home):
    for day in range(500):
        new_place(NOW - timedelta(days=day)).write_bytes(b"")
    make.clear_up()
    ages = [(NOW - kept.made_at).days for kept in all_kept()]
    assert ages[:7] == list(range(7))
    assert len(ages) <= 3 + 7 + 4 + 12
    assert ages[-1] > 300


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)), unique=True))
def test_the_latest_always_stays_and_never_more_than_the_rule_says(moments):
    stays = rotation.kept(moments)
    assert stays <= set(moments)
    assert len(stays) <= rotation.LATEST + rotation.DAYS + rotation.WEEKS + rotation.MONTHS
    assert not moments or max(moments) in stays


def test_the_latest_verified_backup_outlives_the_rule(home):
    kept = back_up(NOW - timedelta(days=900))
    for day in range(400):
        new_place(NOW - timedelta(days=day)).write_bytes(b"")
    make.clear_up()
    assert kept.path in {other.path for other in all_kept()}


def test_a_backup_is_due_after_most_of_a_day_and_after_a_clock_that_was_ahead(home):
    assert nightly.is_due(NOW)
    back_up(NOW)
    assert not nightly.is_due(NOW + timedelta(hours=3))
    assert nightly.is_due(NOW + timedelta(hours=21))
    assert nightly.is_due(NOW - timedelta(days=30))


def test_the_owner_is_warned_after_three_days_and_nobody_else(house: House, tmp_path, monkeypatch, signed_in):
    monkeypatch.setenv("UNKNOT_BACKUPS", str(tmp_path))
    assert list(notices(house.owner)) == []
    type(house.practice).objects.update(made_at=datetime.now(UTC) - TOO_OLD - timedelta(minutes=1))
    assert "no backup that is known to open" in signed_in(house.owner).get("/today/").content.decode()
    assert "known to open" not in signed_in(house.therapist).get("/today/").content.decode()


def test_a_backup_from_the_future_does_not_silence_the_warning(house: House, tmp_path, monkeypatch):
    monkeypatch.setenv("UNKNOT_BACKUPS", str(tmp_path))
    type(house.practice).objects.update(made_at=datetime.now(UTC) - TOO_OLD - timedelta(minutes=1))
    back_up(datetime.now(UTC) + timedelta(days=900))
    owner = type(house.owner).objects.get(pk=house.owner.pk)
    assert len(list(notices(owner))) == 1
    back_up()
    assert list(notices(owner)) == []


def test_an_owner_makes_and_takes_a_backup(house: House, tmp_path, monkeypatch, signed_in):
    monkeypatch.setenv("UNKNOT_BACKUPS", str(tmp_path))
    browser = signed_in(house.owner)
    assert browser.post("/backups/make/").headers["Location"] == "/backups/"
    page = browser.get("/backups/").content.decode()
    assert "Known to open" in page
    [kept] = all_kept()
    taken = browser.post("/backups/take/", {"name": kept.path.name})
    assert b"".join(taken.streaming_content) == kept.path.read_bytes()
    for name in ("", "../key.json", "practice.db", str(kept.path)):
        assert browser.post("/backups/take/", {"name": name}).status_code == 404


def test_postgresql_is_left_to_its_own_programs(monkeypatch):
    monkeypatch.setenv("UNKNOT_DATABASE_URL", "postgresql://x/y")
    with pytest.raises(UnknotError, match="PostgreSQL"):
        back_up()
