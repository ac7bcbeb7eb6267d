"""Whatever stands in the JSON columns of a file that is brought in: it is refused, or every page holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db.models import JSONField
from django.urls import reverse
from full_client import ANSWERS, fill
from samples import House
from test_web_every_route import ROUTES

from unknot.errors import RecordError
from unknot.web.access import rule_of
from unknot.web.data.archive import archive
from unknot.web.data.bring import bring
from unknot.web.data.content import content_hash, document_of
from unknot.web.data.owned import content_tables

COLUMNS = [
    (table.label, column.name)
    for table in content_tables()
    for column in table.model._meta.concrete_fields
    if isinstance(column, JSONField)
]
ODD = (
    [],
    {},
    ["nobody knows this"],
    [["neck"]],
    [3, None],
    {"pain": None},
    {"pain": [4]},
    {"pain": "4"},
    {"pain": -1},
    {"pain": 1e9},
    {"nobody_knows_this": 4},
    {"mindfulness": -5},
    {"mindfulness": "long"},
    {"mindfulness": 1e300},
    {"peg_average": "much"},
    {"peg_average": 99},
    {"gcps_pain_days": -2},
    {"<b>": {"x": [1]}},
    {**ANSWERS, "peg_average": "much"},
    {**ANSWERS, "gcps_pain_days": None},
)
PAGES = sorted(
    name
    for name, route in ROUTES.items()
    if rule_of(route.callback) == "staff_of_client" and name.split(":")[0] not in ("enrolment",)
)


@pytest.mark.parametrize(("label", "column"), COLUMNS)
def test_odd_values_are_refused_or_shown(label, column, house: House, other_house: House, signed_in, monkeypatch):
    monkeypatch.setattr("unknot.web.science_of_why.moving_for", lambda record: "{}")
    client, browser = fill(house.clients["therapist"]), signed_in(other_house.owner)
    refused = 0
    for value in ODD:
        document = document_of(client)
        document["tables"][label][0]["fields"][column] = value
        document["content_hash"] = content_hash(document)
        try:
            brought = bring(json.dumps(document).encode(), other_house.owner)
        except RecordError:
            refused += 1
            continue
        for name in PAGES:
            assert _status(browser, name, _objects_of(brought)) < 500, (name, value)
        assert archive(brought)
        brought.delete()
    assert refused


def _objects_of(client: Any) -> dict[str, Any]:
    known = {"session": client.sessions.first(), "entry": client.entries.first(), "intake": client.intakes.first()}
    return {"client": client.public_id} | {name: row.public_id for name, row in known.items()}


def _status(browser: Any, name: str, objects: dict[str, Any]) -> int:
    arguments = ROUTES[name].pattern.converters
    if not set(arguments) <= set(objects):
        return 0
    return browser.get(reverse(name, kwargs={argument: objects[argument] for argument in arguments})).status_code
