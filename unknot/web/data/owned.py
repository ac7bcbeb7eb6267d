"""Which tables hold a client's data: every one from which a chain of foreign keys leads to the client.

No list names them: a table that an app adds is exported and erased from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from unknot.web.clients.models import Client

NOT_CONTENT: Mapping[str, str] = {
    "enrolment.code": "opens the diary and is worth nothing after ten minutes",
    "enrolment.device": "the trust in a phone, which does not move with the data",
    "learning.learned": "computed from the rest",
    "data.upload": "a file on its way in",
    "plans.plansearch": "computed from the rest; what was chosen from it is kept as a plan",
    "plans.nextquestions": "computed from the rest",
}
"""Tables that are erased with the client and not exported, with the reason."""


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a client's data.

    Attributes:
        label: Its name, `app.model` in lower case.
        model: Its rows' class.
        way: The lookup that leads from a row to the client.
        parents: For each foreign key to another of these tables, that table's label.
    """

    label: str
    model: type[Model]
    way: str
    parents: Mapping[str, str] = field(default_factory=dict[str, str])

    def rows(self, client: Client) -> QuerySet[Any]:
        """A client's rows, in the order in which they were made."""
        return self.model._default_manager.filter(**{self.way: client}).order_by("pk")


@cache
def owned() -> tuple[Table, ...]:
    """Every table of a client's data; a table stands after those that it refers to."""
    found: dict[str, Table] = {}
    while fresh := [table for table in map(_table(found), _others(found)) if table is not None]:
        found |= {table.label: table for table in fresh}
    complete = {
        label: Table(label, table.model, table.way, _parents(table.model, found)) for label, table in found.items()
    }
    order = TopologicalSorter({label: set(table.parents.values()) for label, table in sorted(complete.items())})
    return tuple(complete[label] for label in order.static_order())


def content_tables() -> tuple[Table, ...]:
    """The tables that are a client's data proper."""
    return tuple(table for table in owned() if table.label not in NOT_CONTENT)


def foreign_keys(model: type[Model]) -> list[ForeignKey[Any]]:
    """The foreign keys of a table."""
    return [column for column in model._meta.concrete_fields if isinstance(column, ForeignKey)]


def label_of(model: Any) -> str:
    """A table's name."""
    return model._meta.label_lower


def _others(found: Mapping[str, Table]) -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if label_of(model) not in found]


def _table(found: Mapping[str, Table]) -> Any:
    """A function from a model to its table, or None where no chain is known to lead to the client yet."""

    def make(model: type[Model]) -> Table | None:
        for column in foreign_keys(model):
            if column.related_model is Client:
                return Table(label_of(model), model, column.name)
        for column in foreign_keys(model):
            parent = found.get(label_of(column.related_model))
            if parent is not None:
                return Table(label_of(model), model, f"{column.name}__{parent.way}")
        return None

    return make


def _parents(model: type[Model], found: Mapping[str, Table]) -> dict[str, str]:
    named = {column.name: label_of(column.related_model) for column in foreign_keys(model)}
    return {name: label for name, label in named.items() if label in found}
