"""The database is encrypted, refuses a wrong key and an old SQLite, and can be recovered with the sheet."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from at_once import MANY_ENTRIES, SAME_PAGE, TWO_WORKERS
from disposable import run
from django.conf import settings
from django.db import connection
from sqlcipher3 import dbapi2 as encrypting

from unknot.errors import UnknotError
from unknot.web.database.base import OLDEST_SQLITE, refuse_old_sqlite
from unknot.web.database.turns import Turn
from unknot.web.database_url import database_settings
from unknot.web.keys import recovery, unlock, wrapping


def test_no_plain_sqlite_can_read_the_file():
    path = Path(settings.DATABASES["default"]["NAME"])
    assert path.read_bytes()[:16] != b"SQLite format 3\x00"
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(path).execute("SELECT * FROM clients_client")


def test_what_is_written_is_nowhere_in_the_clear(house):
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"practice.db", "key.json"} <= {path.name for path in files}
    assert [path.name for path in files if b"client of therapist" in path.read_bytes()] == []


def test_it_is_set_up_to_lose_nothing():
    with connection.cursor() as cursor:
        said = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_sqlite_with_the_bug_is_refused():
    refuse_old_sqlite(OLDEST_SQLITE)
    with pytest.raises(UnknotError, match="can corrupt"):
        refuse_old_sqlite((3, 51, 2))
    assert encrypting.sqlite_version_info >= OLDEST_SQLITE


def test_a_wrong_key_is_one_clear_message(monkeypatch):
    monkeypatch.setattr("unknot.web.database.base.database_key", lambda: b"\x00" * 32)
    with pytest.raises(UnknotError, match="cannot be opened with this key"):
        connection.get_new_connection(connection.get_connection_params())


def test_a_wrong_passphrase_is_refused_and_the_sheet_opens_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("UNKNOT_HOME", str(tmp_path))
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "the first")
    fresh = unlock.database_key.__wrapped__
    key = fresh()
    code = recovery.new_code()
    recovery.keep(unlock.key_file(), code, key)
    assert recovery.opens(unlock.key_file(), code, key)
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "forgotten")
    with pytest.raises(UnknotError, match="stays closed"):
        fresh()
    with pytest.raises(UnknotError, match="does not open"):
        unlock.recover(recovery.new_code(), "the second")
    unlock.recover(code, "the second")
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "the second")
    assert fresh() == key


def test_a_database_without_its_key_file_is_not_given_a_new_key(tmp_path, monkeypatch):
    monkeypatch.setenv("UNKNOT_HOME", str(tmp_path))
    monkeypatch.setenv("UNKNOT_PASSPHRASE", "the first")
    (tmp_path / "practice.db").touch()
    with pytest.raises(UnknotError, match="stays closed"):
        unlock.database_key.__wrapped__()


def test_keys_lie_where_nobody_else_can_read_them(tmp_path):
    wrapping.wrap(tmp_path / "key.json", wrapping.PASSPHRASE, "words", b"k" * 32)
    assert (tmp_path / "key.json").stat().st_mode & 0o077 == 0
    assert wrapping.unwrap(tmp_path / "key.json", wrapping.PASSPHRASE, "words") == b"k" * 32
    with pytest.raises(wrapping.WrongWordsError):
        wrapping.unwrap(tmp_path / "key.json", wrapping.PASSPHRASE, "other words")


def test_one_setting_chooses_postgresql():
    found = database_settings("postgresql://unknot:p%40ss@db.example:5433/practice")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "unknot",
        "p@ss",
        "db.example",
        "5433",
        "practice",
    )
    asked = "postgresql://unknot@db.example/practice?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    assert database_settings(asked)["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    with pytest.raises(UnknotError, match="not known"):
        database_settings("mysql://somewhere/else")


def test_the_migrations_are_those_of_the_models(capsys):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_writers_of_one_process_wait_in_line_and_nobody_for_ever():
    first, second = Turn(), Turn()
    first.take(0)
    second.take(0.01)
    assert (first.mine, second.mine) == (True, False)
    second.give_back()
    first.give_back()
    second.take(0)
    assert second.mine
    second.give_back()


def test_eight_who_write_at_once_all_get_their_turn_and_one_chain(tmp_path):
    assert run(tmp_path, MANY_ENTRIES) == {"errors": [], "written": 200, "logged": 200, "broken": None}


def test_the_same_page_from_four_tabs_at_one_moment_is_one_row(tmp_path):
    assert run(tmp_path, SAME_PAGE) == {"errors": [], "written": 20}


def test_two_workers_and_a_writer_leave_nothing_that_was_not_learned_from(tmp_path):
    said = run(tmp_path, TWO_WORKERS)
    assert (said["errors"], said["stale"], said["learned"], said["problems"]) == ([], 0, 2, ["too little"])
