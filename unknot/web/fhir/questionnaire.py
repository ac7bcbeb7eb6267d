"""Questionnaire and QuestionnaireResponse: what was asked, and what was answered on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unknot.web.fhir.resource import INSTRUMENT, LOINC, Resource, made_id, moment, reference, resource


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Attributes:
        name: Its name, unique on the page.
        text: How it is asked.
        kind: FHIR's name of the kind of answer: decimal, integer, boolean, text or string.
        loinc: Its LOINC code, where there is one.
    """

    name: str
    text: str
    kind: str = "decimal"
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page that was filled in.

    Attributes:
        identity: A UUID.
        person: The client's public id.
        questionnaire: The name of what was filled in.
        written: When it was filled in.
        answers: The questions that were answered, each with its answer.
    """

    identity: str
    person: str
    questionnaire: str
    written: datetime
    answers: Sequence[tuple[Item, float | bool | str]]


ANSWER_KINDS = {
    "decimal": "valueDecimal",
    "integer": "valueInteger",
    "boolean": "valueBoolean",
    "text": "valueString",
    "string": "valueString",
}


def address(name: str) -> str:
    """What a questionnaire is called everywhere."""
    return f"urn:unknot:questionnaire:{name}"


def questionnaire(name: str, title: str, items: Sequence[Item]) -> Resource:
    """What is asked."""
    return resource(
        "Questionnaire",
        made_id("questionnaire", name),
        url=address(name),
        name=f"Unknot{''.join(part.capitalize() for part in name.split('_'))}",
        title=title,
        status="active",
        subjectType=["Patient"],
        item=[_asked(item) for item in items],
    )


def response(page: Page) -> Resource:
    """What was answered; a page on which nothing was answered has no items."""
    return resource(
        "QuestionnaireResponse",
        page.identity,
        questionnaire=address(page.questionnaire),
        status="completed",
        subject=reference("Patient", page.person),
        source=reference("Patient", page.person),
        authored=moment(page.written),
        item=[
            {"linkId": item.name, "text": item.text, "answer": [{ANSWER_KINDS[item.kind]: answer}]}
            for item, answer in page.answers
        ],
    )


def _asked(item: Item) -> dict[str, Any]:
    public = [{"system": LOINC, "code": item.loinc}] if item.loinc else []
    own = {"system": INSTRUMENT, "code": item.name}
    return {"linkId": item.name, "code": [*public, own], "text": item.text, "type": item.kind}
