"""What `--json` prints is what its schema says, field by field."""

from __future__ import annotations

import json
import math

import jsonschema
import pytest
from closed_schemas import closed
from report_cases import CASES

from unknot.errors import UnknotError
from unknot.report.schemas import NAMES, schema
from unknot.validation.runner import Verdict
from unknot.validation.scorecard import Scorecard


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one_and_says_which(name):
    body = schema(name)
    jsonschema.Draft202012Validator.check_schema(body)
    assert body["$id"] == f"urn:unknot:schema:{name}:1"
    written = {
        "caseload": "What is in `summary.json` of `unknot cohort fit`",
        "caseload-pool": "What is in `pooled.json` of `unknot cohort fit --pool`",
    }
    assert body["title"].startswith(written.get(name, f"What `unknot {name} --json` prints"))


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_report_holds_what_its_schema_says_and_nothing_else(case):
    body = json.loads(CASES[case]().to_json())
    jsonschema.validate(body, closed(schema("report")))
    assert body["format"] == "unknot-report/1"


@pytest.mark.parametrize("value", [1.5, math.nan])
def test_a_scorecard_holds_what_its_schema_says_and_nothing_else(value):
    verdict = Verdict("V00", "F1 made up", "a check", "in words", 0.0, 1.0, value, False)
    jsonschema.validate(json.loads(Scorecard((verdict,)).to_json()), closed(schema("validate")))


@pytest.mark.parametrize(
    ("path", "value"), [("format", "unknot-report/2"), ("relief", None), ("interval_level", "much")]
)
def test_what_is_not_a_report_is_refused(path, value):
    body = {**json.loads(CASES["learned"]().to_json()), path: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(body, schema("report"))


def test_a_schema_that_is_not_there_offers_the_nearest():
    with pytest.raises(UnknotError, match="Did you mean 'report'"):
        schema("reports")
