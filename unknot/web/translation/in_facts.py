"""What the facts say to people: every text of a fact file that a page shows, as it is shown there."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.evidence.load import instruments, questionnaires
from unknot.evidence.safety.facts import contraindications, plan_rules, red_flags, signs
from unknot.web.science_of_evidence import texts_of_evidence
from unknot.web.science_of_why import texts_of_picture
from unknot.web.translation.in_code import Message


def messages_in_facts() -> dict[tuple[str, str], Message]:
    """Every text by its key, at the first place where it stands."""
    found: dict[tuple[str, str], Message] = {}
    for place, text in _texts():
        if text:
            message = Message(text, place=place)
            found.setdefault(message.key, message)
    return found


def _texts() -> Iterator[tuple[str, str | None]]:
    yield from _of_safety()
    yield from _of_questions()
    yield from (("evidence", text) for text in texts_of_evidence())
    yield from (("why", text) for text in texts_of_picture())


def _of_safety() -> Iterator[tuple[str, str | None]]:
    for sign in signs().values():
        yield "evidence/safety/signs", sign.question
    for flag in red_flags().values():
        for text in (flag.title, flag.act, flag.why, flag.basis):
            yield "evidence/safety/red_flags", text
    for condition in contraindications().values():
        for text in (condition.title, condition.question, condition.why, condition.basis):
            yield "evidence/safety/contraindications", text
    for rule in plan_rules().values():
        for text in (rule.title, rule.statement):
            yield "evidence/safety/plan_rules", text


def _of_questions() -> Iterator[tuple[str, str | None]]:
    for asked in questionnaires().values():
        place = "evidence/questionnaires"
        yield from ((place, text) for text in (asked.title, asked.intro))
        for item in asked.items:
            yield from ((place, text) for text in (item.question, item.low_label, item.high_label, *item.answers))
        yield from ((place, part.title) for part in (*(asked.bands or ()), *(asked.subscales or ())))
    for instrument in instruments().values():
        for text in (
            instrument.title,
            instrument.question,
            instrument.low_label,
            instrument.high_label,
            instrument.bad_day,
        ):
            yield "evidence/instruments", text
