"""The data dictionary of an export: what every column means."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import DateField, DateTimeField, Field, JSONField, Model

from unknot.web.clients.models import Client
from unknot.web.data.content import Document, columns_of
from unknot.web.data.owned import content_tables
from unknot.web.science import known_questions, treatment_titles

TIME_COLUMN = {
    "name": "time",
    "meaning": "The moment that the row is about, with the offset from UTC.",
    "unit": "ISO 8601",
}


def dictionary_of(document: Document) -> dict[str, Any]:
    """What stands in the files of an export."""
    tables = {"clients.client": Client} | {table.label: table.model for table in content_tables()}
    return {
        "time_zone": document["time_zone"],
        "responses.csv": [TIME_COLUMN, *_instruments()],
        "doses.csv": [TIME_COLUMN, *_dose_columns()],
        "tables": {label: _table(model) for label, model in tables.items() if document["tables"].get(label, True)},
    }


def _instruments() -> list[dict[str, Any]]:
    return [
        {
            "name": question.name,
            "meaning": question.question,
            "scale": f"0 = {question.low}, 10 = {question.high}",
            "time_base": "the day up to the answer",
            "loinc": question.loinc,
        }
        for question in known_questions().values()
    ]


def _dose_columns() -> list[dict[str, Any]]:
    return [
        {"name": "intervention", "meaning": "What was done.", "values": treatment_titles()},
        {"name": "minutes", "meaning": "How long it lasted.", "unit": "minute"},
        {"name": "intensity", "meaning": "How strong it was.", "scale": "0 = barely, 10 = as strong as can be"},
    ]


def _table(model: type[Model]) -> dict[str, Any]:
    said = " ".join((model.__doc__ or "").split())
    return {"meaning": said, "columns": [_column(column) for column in columns_of(model)]}


def _column(column: Any) -> dict[str, Any]:
    bounds = {
        type(check).__name__.removesuffix("ValueValidator").lower(): check.limit_value
        for check in column.validators
        if isinstance(check, (MinValueValidator, MaxValueValidator))
    }
    choices = {str(value): str(title) for value, title in column.flatchoices}
    found = {"name": column.name, "title": str(column.verbose_name), "kind": _kind(column), **bounds}
    return {**found, "values": choices} if choices else found


def _kind(column: Field[Any, Any]) -> str:
    if isinstance(column, DateTimeField):
        return "moment, ISO 8601, UTC"
    if isinstance(column, DateField):
        return "date, ISO 8601"
    if isinstance(column, JSONField):
        return "JSON"
    return column.get_internal_type().removesuffix("Field").lower()
