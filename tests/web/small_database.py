"""A small encrypted database with one note, for tests of backups that need no practice."""

from __future__ import annotations

from unknot.web.database.base import connect
from unknot.web.home import database_file
from unknot.web.keys.unlock import database_key

BEGIN = ("CREATE TABLE diary (id INTEGER PRIMARY KEY, note TEXT)", "INSERT INTO diary (note) VALUES ('slept badly')")


def write(*statements: str) -> None:
    """Change the database."""
    connection = connect(database_key(), str(database_file()))
    connection.execute("PRAGMA journal_mode = WAL")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def notes() -> list[str]:
    """What is in it."""
    connection = connect(database_key(), str(database_file()))
    found = [note for (note,) in connection.execute("SELECT note FROM diary ORDER BY id")]
    connection.close()
    return found
