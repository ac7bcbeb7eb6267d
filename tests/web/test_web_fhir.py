"""The FHIR bundle is what R4 allows: by the models of fhir.resources, and by the rules that those do not check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from full_client import fill
from samples import House

from unknot.web.data.archive import fhir_bundle
from unknot.web.fhir.questionnaire import ANSWER_KINDS
from unknot.web.sessions.models import Session

KINDS = {"Patient", "Questionnaire", "QuestionnaireResponse", "Observation", "Procedure", "CarePlan"}
FURTHER = {"Goal", "Appointment"}
# The patterns of the data types in FHIR 4.0.1.
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def bundle(house: House) -> dict[str, Any]:
    return fhir_bundle(fill(house.clients["therapist"]))


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
    assert {entry.resource.get_resource_type() for entry in kept.entry} == KINDS | FURTHER
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
    asked = {found["url"]: found["item"] for found in _resources(bundle) if found["resourceType"] == "Questionnaire"}
    kinds = {(url, item["linkId"]): item["type"] for url, items in asked.items() for item in items}
    assert len(kinds) == sum(map(len, asked.values()))
    pages = [found for found in _resources(bundle) if found["resourceType"] == "QuestionnaireResponse"]
    assert {page["questionnaire"] for page in pages} == set(asked)
    for page in pages:
        assert len({item["linkId"] for item in page["item"]}) == len(page["item"])
        for item in page["item"]:
            [(kind, _)] = item["answer"][0].items()
            assert kind == ANSWER_KINDS[kinds[page["questionnaire"], item["linkId"]]]


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
    assert [found["valueQuantity"]["value"] for found in rated] == [6, 3, 0]
    assert session["complication"][0]["text"].startswith("a bruise")
    plans = [found for found in _resources(bundle) if found["resourceType"] == "CarePlan"]
    plan = next(found for found in plans if "outcomeReference" in found["activity"][0])
    assert plan["activity"][0]["outcomeReference"][0]["reference"] == f"urn:uuid:{session['id']}"
    assert session["bodySite"] == [{"text": "neck"}]


def test_an_intake_is_a_response_with_its_scores_and_decisions(bundle):
    page = next(found for found in _resources(bundle) if _says(found, "sign-fever"))
    said = {item["linkId"]: next(iter(item["answer"][0].values())) for item in page["item"]}
    assert (said["peg_average"], said["sign-fever"], said["condition-blood_thinner"]) == (6, True, True)
    assert said["decision-blood_thinner"].startswith("followed; then set aside: the doctor agreed")
    scores = [found for found in _resources(bundle) if _derived_from(found, page)]
    codes = {found["code"]["coding"][0]["code"]: found["valueQuantity"]["value"] for found in scores}
    # The mean of 6, 7 and 5 under its public code, and the grade of daily pain that seldom limits, 18 points.
    assert codes == {"91147-9": 6, "gcps_r": 2}


def _says(found: dict[str, Any], question: str) -> bool:
    return any(item["linkId"] == question for item in found.get("item", ()) if "answer" in item)


def _derived_from(found: dict[str, Any], page: dict[str, Any]) -> bool:
    return f"urn:uuid:{page['id']}" in [source["reference"] for source in found.get("derivedFrom", ())]


def test_goals_and_sessions_to_come_stand_in_the_care_plan(bundle):
    by_kind = {kind: [found for found in _resources(bundle) if found["resourceType"] == kind] for kind in FURTHER}
    plan = next(found for found in _resources(bundle) if found.get("goal"))
    assert sorted(goal["lifecycleStatus"] for goal in by_kind["Goal"]) == ["active", "active", "completed"]
    assert {found["reference"] for found in plan["goal"]} == {f"urn:uuid:{goal['id']}" for goal in by_kind["Goal"]}
    [coming] = by_kind["Appointment"]
    assert plan["activity"][-1]["reference"]["reference"] == f"urn:uuid:{coming['id']}"
    assert coming["minutesDuration"] == 45
    ratings = [found["valueQuantity"]["value"] for found in _resources(bundle) if "focus" in found]
    assert ratings == [3, 6]


def test_whoever_has_only_an_appointment_has_a_plan_as_well(house: House):
    client = house.clients["therapist"]
    fill(client)
    Session.objects.filter(client=client).delete()
    client.plans.all().delete()
    plan = next(entry["resource"] for entry in fhir_bundle(client)["entry"] if _is(entry, "CarePlan"))
    assert Bundle.model_validate(fhir_bundle(client))
    assert "period" not in plan
    assert len(plan["activity"]) == 1


def _is(entry: dict[str, Any], kind: str) -> bool:
    return entry["resource"]["resourceType"] == kind


def test_the_same_rows_give_the_same_names(house: House):
    client = house.clients["therapist"]
    assert fhir_bundle(client)["entry"] == fhir_bundle(client)["entry"]
