"""What intakes offer to a FHIR bundle: what was answered and decided, and the scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from unknot.evidence.load import questionnaires
from unknot.evidence.safety.facts import contraindications, red_flags, signs
from unknot.evidence.scoring import score
from unknot.web.clients.models import Client
from unknot.web.fhir.observation import Measured, observation
from unknot.web.fhir.questionnaire import Item, Page, questionnaire, response
from unknot.web.fhir.resource import Resource, made_id
from unknot.web.intake.forms import ASKED
from unknot.web.intake.models import Intake

INTAKE = "intake"
PLACES = Item("places", "Where local conditions are", "string")
NOTE = Item("note", "Anything else", "text")
OUTCOME = Item("outcome", "Outcome by the safety rules when it was written", "string")


def resources(client: Client) -> Iterator[Resource]:
    """The questionnaire, one response for each intake, one observation for each score."""
    intakes = list(Intake.objects.filter(client=client).prefetch_related("decisions"))
    answered = {intake: list(_answers(intake)) for intake in intakes}
    items = {item.name: item for answers in answered.values() for item, _said in answers}
    if items:
        yield questionnaire(INTAKE, "Intake", list(items.values()))
    for intake, answers in answered.items():
        yield response(Page(str(intake.public_id), str(client.public_id), INTAKE, intake.made_at, answers))
        for name in ASKED:
            found = score(questionnaires()[name], intake.answers)
            if found is not None:
                yield observation(_measured(client, intake, name, found.value))


def _answers(intake: Intake) -> Iterator[tuple[Item, Any]]:
    """What stands in an intake, as questions with their answers; a sign or condition that is not named was denied."""
    asked = _questions()
    for name, value in intake.answers.items():
        yield asked.get(name, Item(name, name, "integer")), value
    for name in intake.signs:
        yield Item(f"sign-{name}", signs()[name].question if name in signs() else name, "boolean"), True
    for name in intake.conditions:
        rule = contraindications().get(name)
        yield Item(f"condition-{name}", rule.question or rule.title if rule else name, "boolean"), True
    if intake.places:
        yield PLACES, ", ".join(place.replace("_", " ") for place in intake.places)
    if intake.note.strip():
        yield NOTE, intake.note
    yield OUTCOME, intake.outcome.replace("_", " ")
    yield from _decisions(intake)


def _questions() -> Mapping[str, Item]:
    return {
        item.name: Item(item.name, item.question, "integer", item.loinc)
        for name in ASKED
        for item in questionnaires()[name].items
    }


def _decisions(intake: Intake) -> Iterator[tuple[Item, str]]:
    """What a therapist decided about each rule, the latest last."""
    titles = {name: rule.title for name, rule in {**contraindications(), **red_flags()}.items()}
    said: dict[str, list[str]] = {}
    for decision in intake.decided():
        reason = f": {decision.reason}" if decision.reason else ""
        said.setdefault(decision.rule, []).append(f"{decision.choice.replace('_', ' ')}{reason}")
    for rule, decisions in said.items():
        yield Item(f"decision-{rule}", f"Decision on: {titles.get(rule, rule)}", "text"), "; then ".join(decisions)


def _measured(client: Client, intake: Intake, name: str, value: float) -> Measured:
    return Measured(
        identity=made_id(intake.public_id, name),
        person=str(client.public_id),
        name=name,
        text=questionnaires()[name].title,
        value=value,
        when=intake.made_at,
        written=intake.made_at,
        loinc=questionnaires()[name].loinc,
        response=str(intake.public_id),
    )
