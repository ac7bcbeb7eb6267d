"""What the diary offers to a FHIR bundle: the pages, each answer, and what was practised at home."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.fhir.observation import Measured, observation
from unknot.web.fhir.questionnaire import Item, Page, questionnaire, response
from unknot.web.fhir.resource import Resource, made_id
from unknot.web.science import known_questions, treatment_titles

DIARY = "diary"
NOTE = Item("note", "Anything to add?", "text")


def resources(client: Client) -> Iterator[Resource]:
    """The questionnaire, one response for each entry, one observation for each answer."""
    entries = list(Entry.objects.filter(client=client))
    if not entries:
        return
    items = _items(entries)
    yield questionnaire(DIARY, "Diary of pain", list(items.values()))
    for entry in entries:
        said = {**entry.answers, **{_practised(name): minutes for name, minutes in entry.practice.items()}}
        answers = [(items[name], answer) for name, answer in said.items()]
        answers += [(NOTE, entry.note)] if entry.note.strip() else []
        yield response(Page(str(entry.public_id), str(client.public_id), DIARY, entry.written_at, answers))
        for name, value in entry.answers.items():
            yield observation(_measured(client, entry, items[name], value))


def _items(entries: list[Entry]) -> dict[str, Item]:
    """Every question that was answered at least once, by name."""
    facts, titles = known_questions(), treatment_titles()
    asked = dict.fromkeys(name for entry in entries for name in entry.answers)
    items = {
        name: Item(name, facts[name].question, loinc=facts[name].loinc) if name in facts else Item(name, name)
        for name in asked
    }
    for name in dict.fromkeys(name for entry in entries for name in entry.practice):
        items[_practised(name)] = Item(_practised(name), f"{titles.get(name, name)}, minutes today", "decimal")
    return {**items, NOTE.name: NOTE}


def _practised(name: str) -> str:
    return f"minutes-{name}"


def _measured(client: Client, entry: Entry, item: Item, value: float) -> Measured:
    return Measured(
        identity=made_id(entry.public_id, item.name),
        person=str(client.public_id),
        name=item.name,
        text=item.text,
        value=value,
        when=entry.for_when,
        written=entry.written_at,
        loinc=item.loinc,
        response=str(entry.public_id),
    )
