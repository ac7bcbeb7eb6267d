"""A client's document brought back in: checked as a whole, and all of it or nothing."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import BinaryField, JSONField, Model

from unknot.errors import RecordError
from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.data.content import FORMAT, Document, Row, columns_of, content_hash, document_of, staff_columns
from unknot.web.data.owned import Table, content_tables
from unknot.web.learning.learn import mark_stale
from unknot.web.learning.records import record_for

DOCUMENT = "client.json"
MOST_BYTES = 12_000_000
"""Of the document itself: what a small ZIP unpacks to must be bounded as well."""


def bring(file: bytes, member: StaffMember) -> Client:
    """Keep an exported client as a new client of the practice, with new names for every row.

    Args:
        file: The ZIP of an export, or the document in it.
        member: Who brings it in; the client's therapist where the file names nobody of this practice.

    Raises:
        RecordError: If the file is not an export, is damaged, or says what the app cannot keep. Nothing was kept then.
    """
    document = _document(file)
    try:
        with transaction.atomic():
            client = _keep(document, member)
            record_for(client)
            if document_of(client)["content_hash"] != document["content_hash"]:
                raise _refused("what was kept differs from what the file says")
            mark_stale(client)
            return client
    except ValidationError as error:
        raise _refused(" ".join(error.messages)) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, DatabaseError) as error:
        raise _refused(type(error).__name__) from error


def _document(file: bytes) -> Document:
    """The document in a file, with its hash checked."""
    try:
        document = json.loads(_unpacked(file))
        if document["format"] != FORMAT:
            raise _refused("another format")
        if document["content_hash"] != content_hash(document):
            raise RecordError(
                "The file has been changed since it was exported, or is damaged.",
                todo="Take the export once more, or another copy of the file.",
            )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, zipfile.BadZipFile) as error:
        raise _refused(type(error).__name__) from error
    return document


def _unpacked(file: bytes) -> bytes:
    if not file.startswith(b"PK"):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        if archive.getinfo(DOCUMENT).file_size > MOST_BYTES:
            raise _refused("a document that is too large")
        return archive.read(DOCUMENT)


def _keep(document: Document, member: StaffMember) -> Client:
    staff = {str(person.public_id): person for person in StaffMember.objects.filter(practice=member.practice)}
    said = document["client"]
    client = Client(practice=member.practice, therapist=_person(said, "therapist", staff, member))
    _fill(client, said)
    client.full_clean()
    client.save()
    kept: dict[tuple[str, int], Model] = {}
    known = {table.label: table for table in content_tables()}
    if unknown := set(document["tables"]) - set(known):
        raise _refused(f"tables of a newer version: {', '.join(sorted(unknown))}")
    for label, table in known.items():
        rows = [_made(row, table, client, kept, staff, member) for row in document["tables"].get(label, [])]
        table.model._default_manager.bulk_create(rows)
        kept |= {(label, number): row for number, row in enumerate(rows, start=1)}
    return client


def _made(
    said: Row,
    table: Table,
    client: Client,
    kept: dict[tuple[str, int], Model],
    staff: dict[str, StaffMember],
    member: StaffMember,
) -> Model:
    row = table.model()
    if "__" not in table.way:
        setattr(row, table.way, client)
    for name, (label, number) in said["rows"].items():
        if table.parents.get(name) != label:
            raise _refused(f"a reference '{name}' that the table does not have")
        setattr(row, name, kept[label, number])
    for name in staff_columns(table.model):
        # Somebody who is not of this practice stands for nobody; a column that must be filled names who brings it in.
        if name in said["staff"] or not table.model._meta.get_field(name).null:
            setattr(row, name, _person(said, name, staff, member))
    _fill(row, said)
    # What was kept without a value may be brought in without one; the database refuses what must be there.
    empty = {column.name for column in columns_of(table.model) if getattr(row, column.name) in column.empty_values}
    row.full_clean(exclude=empty, validate_unique=False, validate_constraints=False)
    return row


def _person(said: Row, name: str, staff: dict[str, StaffMember], member: StaffMember) -> StaffMember:
    return staff.get(said["staff"].get(name, ""), member)


def _fill(row: Model, said: Row) -> None:
    """Put the values of a row's columns in place; what an older export does not have keeps its default."""
    columns = {column.name: column for column in columns_of(type(row))}
    if unknown := set(said["fields"]) - set(columns):
        raise _refused(f"columns of a newer version: {', '.join(sorted(unknown))}")
    for name, value in said["fields"].items():
        setattr(row, name, _value(columns[name], value))


def _value(column: Any, value: Any) -> Any:
    if isinstance(column, JSONField):
        default = column.get_default()
        if default is not None and type(value) is not type(default):
            raise _refused(f"'{column.name}' of another kind")
        return value
    if isinstance(column, BinaryField):
        return None if value is None else base64.b64decode(value)
    return column.to_python(value)


def _refused(given: str) -> RecordError:
    return RecordError(
        "This file is not an export that can be brought in; nothing was kept.",
        given=given,
        todo=f"Give the ZIP that Unknot made, or the file '{DOCUMENT}' in it.",
    )
