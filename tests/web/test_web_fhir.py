"""The FHIR bundle is what R4 allows: by the models of fhir.resources, and by the rules that those do not check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from samples import House

from unknot.web.data.archive import fhir_bundle
from unknot.web.sessions.models import Session

KINDS = {"Patient", "Questionnaire", "QuestionnaireResponse", "Observation", "Procedure", "CarePlan"}
# The patterns of the data types in FHIR 4.0.1.
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def bundle(house: House) -> dict[str, Any]:
    client = house.clients["therapist"]
    client.entries.update(note="slept badly", practice={"mindfulness": 15})
    Session.objects.update(pain_before=6, pain_after=3, pressure=4, note="short")
    return fhir_bundle(client)


def _resources(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"]]


def _walk(said: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(said, dict):
        for name, value in said.items():
            yield name, value
            yield from _walk(value)
    elif isinstance(said, list):
        for value in said:
            yield from _walk(value)


def test_the_models_of_the_library_take_it_and_give_it_back(bundle):
    kept = Bundle.model_validate(bundle)
    assert {entry.resource.get_resource_type() for entry in kept.entry} == KINDS
    for said in _resources(bundle):
        kind = said["resourceType"]
        model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
        assert set(model.model_validate(said).model_dump(mode="json", exclude_none=True)) >= set(said) - {
            "resourceType"
        }


def test_ids_and_moments_have_the_form_of_r4(bundle):
    for name, value in _walk(bundle):
        if name == "id":
            assert ID.fullmatch(value)
        if name in ("timestamp", "issued", "authored", "effectiveDateTime", "start", "end"):
            assert INSTANT.fullmatch(value), (name, value)


def test_nothing_is_empty(bundle):
    assert [name for name, value in _walk(bundle) if value in (None, "", [], {})] == []


def test_every_reference_is_to_a_resource_of_that_kind_in_the_bundle(bundle):
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert len(kinds) == len(bundle["entry"])
    references = [value for _, value in _walk(bundle) if isinstance(value, dict) and "reference" in value]
    assert references
    assert {kinds[found["reference"]] == found["type"] for found in references} == {True}


def test_every_answer_has_its_question(bundle):
    asked = next(found for found in _resources(bundle) if found["resourceType"] == "Questionnaire")
    kinds = {item["linkId"]: item["type"] for item in asked["item"]}
    assert len(kinds) == len(asked["item"])
    pages = [found for found in _resources(bundle) if found["resourceType"] == "QuestionnaireResponse"]
    assert {page["questionnaire"] for page in pages} == {asked["url"]}
    for item in (item for page in pages for item in page["item"]):
        [(kind, _)] = item["answer"][0].items()
        assert kind == {"decimal": "valueDecimal", "text": "valueString"}[kinds[item["linkId"]]]


def test_pain_is_a_number_under_its_public_code(bundle):
    pains = [
        found
        for found in _resources(bundle)
        if found["resourceType"] == "Observation" and found["code"]["coding"][-1]["code"] == "pain"
    ]
    assert [found["valueQuantity"]["value"] for found in pains] == [4, 4, 4]
    assert {found["code"]["coding"][0]["code"] for found in pains} == {"72514-3"}
    assert {found["valueQuantity"]["code"] for found in pains} == {"{score}"}
    assert {"valueCodeableConcept"} & set(pains[0]) == set()


def test_a_session_is_a_procedure_with_its_ratings_and_stands_in_the_care_plan(bundle):
    session = next(found for found in _resources(bundle) if found["resourceType"] == "Procedure")
    rated = [found for found in _resources(bundle) if "partOf" in found]
    assert [found["valueQuantity"]["value"] for found in rated] == [6, 3]
    plans = [found for found in _resources(bundle) if found["resourceType"] == "CarePlan"]
    plan = next(found for found in plans if "outcomeReference" in found["activity"][0])
    assert plan["activity"][0]["outcomeReference"][0]["reference"] == f"urn:uuid:{session['id']}"
    assert session["bodySite"] == [{"text": "neck"}]


def test_the_same_rows_give_the_same_names(house: House):
    client = house.clients["therapist"]
    assert fhir_bundle(client)["entry"] == fhir_bundle(client)["entry"]
