"""A client's data as one JSON document, and the hash of what it says.

| Key | What stands there |
|---|---|
| format | `unknot-client/1` |
| exported_at, time_zone | when, and by which clock the practice lives |
| content_hash | SHA-256 of the content, see `content_hash` |
| client | the client's own row |
| tables | for each table its rows |

A row has `fields`, `rows` (for each reference to another row its table and its number there, from 1) and `staff` (the
public id of a member of staff).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from unknot.web.clients.models import Client
from unknot.web.data.owned import Table, content_tables, foreign_keys, label_of

FORMAT = "unknot-client/1"
IDENTITIES = frozenset({"id", "public_id"})
"""Columns that name a row within one database; they are given afresh when the data are brought in elsewhere."""
Row: TypeAlias = dict[str, Any]
Document: TypeAlias = dict[str, Any]


def document_of(client: Client, *, for_client: bool = False) -> Document:
    """Everything that is kept about a client.

    Args:
        client: Whose.
        for_client: Whether the client takes it: what a row keeps from the client, by its method `for_client`, is not in
            it then.
    """
    numbers: dict[tuple[str, Any], int] = {}
    tables: dict[str, list[Row]] = {}
    for table in content_tables():
        rows = list(table.rows(client))
        numbers |= {(table.label, row.pk): number for number, row in enumerate(rows, start=1)}
        tables[table.label] = [_row(row, table, numbers, for_client=for_client) for row in rows]
    body = {"client": _row(client, Table("", Client, ""), {}), "tables": tables}
    return {
        "format": FORMAT,
        "exported_at": timezone.now().astimezone(UTC).isoformat(),
        "time_zone": client.practice.time_zone,
        "content_hash": content_hash(body),
        **body,
    }


def content_hash(document: Document) -> str:
    """SHA-256 of what a document says, whatever the order of its rows.

    Public ids, row numbers and members of staff are left out: they say where the data are kept, not what they say.
    """
    digests: dict[tuple[str, int], str] = {}
    said: dict[str, list[str]] = {}
    for label, rows in document["tables"].items():
        for number, row in enumerate(rows, start=1):
            refers = {name: digests[label, place] for name, (label, place) in row["rows"].items()}
            digests[label, number] = _digest({"fields": row["fields"], "rows": refers})
        found = sorted(digests[label, number] for number in range(1, len(rows) + 1))
        # A table without rows says nothing, be it there or not.
        said |= {label: found} if found else {}
    return _digest({"client": document["client"]["fields"], "tables": said})


def columns_of(model: type[Model]) -> list[Any]:
    """The columns of a table that say something: neither names of rows nor references."""
    references = {column.name for column in foreign_keys(model)}
    return [column for column in model._meta.concrete_fields if column.name not in references | IDENTITIES]


def staff_columns(model: type[Model]) -> list[str]:
    """The columns of a table that name a member of staff."""
    member = settings.AUTH_USER_MODEL.lower()
    return [column.name for column in foreign_keys(model) if label_of(column.related_model) == member]


def plain(value: object) -> Any:
    """A value of a column as JSON has it.

    Raises:
        TypeError: If it is of a kind that no column of the app has.
    """
    if value is None or isinstance(value, (str, bool, int, float, dict, list)):
        return cast(Any, value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _row(row: Any, table: Table, numbers: Mapping[tuple[str, Any], int], *, for_client: bool = False) -> Row:
    references = {name: (label, getattr(row, f"{name}_id")) for name, label in table.parents.items()}
    staff = {name: getattr(row, name) for name in staff_columns(type(row))}
    said = {column.name: plain(column.value_from_object(row)) for column in columns_of(type(row))}
    if for_client and hasattr(row, "for_client"):
        said |= row.for_client()
    return {
        "fields": said,
        "rows": {name: [place[0], numbers[place]] for name, place in references.items() if place in numbers},
        "staff": {name: str(member.public_id) for name, member in staff.items() if member is not None},
    }


def _digest(said: object) -> str:
    return hashlib.sha256(
        json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()
