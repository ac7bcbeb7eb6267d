"""Django's SQLite backend on the driver that encrypts.

Django runs a statement on a new connection before its `init_command`, which on an encrypted file fails with "file is
not a database"; the key must therefore be set where the connection is made.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2

from unknot.errors import UnknotError
from unknot.web.database.turns import Turn
from unknot.web.keys.unlock import database_key

# Neither the driver nor this part of Django says its types.
encrypting: Any = dbapi2
plain: Any = base

OLDEST_SQLITE = (3, 51, 3)
"""The first SQLite without the bug that corrupts a database in WAL mode under two connections and a checkpoint."""

LONGEST_WAIT = 20.0
"""How long a writer waits for others; as long as SQLite does [second]."""

PRAGMAS = (
    "foreign_keys = ON",
    "legacy_alter_table = OFF",
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
)

encrypting.register_converter("bool", b"1".__eq__)
encrypting.register_converter("date", plain.decoder(parse_date))
encrypting.register_converter("time", plain.decoder(parse_time))
encrypting.register_converter("datetime", plain.decoder(parse_datetime))
encrypting.register_converter("timestamp", plain.decoder(parse_datetime))
encrypting.register_adapter(decimal.Decimal, str)
encrypting.register_adapter(datetime.date, plain.adapt_date)
encrypting.register_adapter(datetime.datetime, plain.adapt_datetime)


def refuse_old_sqlite(version: tuple[int, ...] = encrypting.sqlite_version_info) -> None:
    """Refuse a SQLite that may corrupt what it keeps.

    Raises:
        UnknotError: If the driver was built with one.
    """
    if version < OLDEST_SQLITE:
        raise UnknotError(
            "This SQLite has a bug that can corrupt the database.",
            given=".".join(map(str, version)),
            todo="Install the driver that Unknot asks for: pip install 'unknot[practice]'.",
        )


def connect(key: bytes, database: Any, **said: Any) -> Any:
    """A connection to an encrypted file, whose key is set before anything else is said.

    Args:
        key: The key of the file; a file that is not there is made with it.
        database: The file.
        **said: What else the driver is told.

    Raises:
        UnknotError: If the SQLite is too old, or the key does not fit.
    """
    refuse_old_sqlite()
    connection = encrypting.connect(database, **said)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except encrypting.DatabaseError as error:
        connection.close()
        if "not a database" not in str(error):
            raise
        raise UnknotError(
            "The database cannot be opened with this key.",
            given=f"'{database}'",
            todo="Use the passphrase or the recovery sheet that belong to it.",
        ) from error
    return connection


class DatabaseWrapper(plain.DatabaseWrapper):
    """A connection whose key is set before anything else is said."""

    Database = encrypting

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.turn = Turn()

    def get_new_connection(self, conn_params: Mapping[str, Any]) -> Any:
        """An opened and unlocked connection.

        Raises:
            UnknotError: If the SQLite is too old, or the key does not fit.
        """
        # Connecting makes the file, and a key is made only where there is no file yet.
        connection = connect(database_key(), **conn_params)
        plain.register_functions(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self.turn.take(LONGEST_WAIT)
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.turn.give_back()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self.turn.give_back()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self.turn.give_back()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self.turn.give_back()

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that understands Django's placeholders."""
        return self.connection.cursor(factory=Cursor)


class Cursor(encrypting.Cursor):
    """A cursor of the encrypting driver that takes Django's placeholders, `%s` and `%(name)s`."""

    convert_query = plain.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run a statement."""
        if params is None:
            return super().execute(query)
        return super().execute(self.convert_query(query, param_names=_names(params)), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run a statement once for each set of parameters."""
        rows = list(param_list)
        names = _names(rows[0]) if rows else None
        return super().executemany(self.convert_query(query, param_names=names), rows)


def _names(params: object) -> list[str] | None:
    return list(cast("Mapping[str, Any]", params)) if isinstance(params, Mapping) else None
