"""Signs that nobody needs to be asked: read off scores, and known from the age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unknot.evidence.load import questionnaires
from unknot.evidence.safety.facts import signs
from unknot.evidence.schema.sign import Sign


@dataclass(frozen=True, slots=True)
class SignsInScores:
    """What answers to questionnaires show.

    Attributes:
        present: Names of the signs that they show.
        unknown: Names of those that the answers which are missing might show.
    """

    present: tuple[str, ...]
    unknown: tuple[str, ...]


def signs_in_scores(answers: Mapping[str, int]) -> SignsInScores:
    """The signs that answers to questionnaires show; a questionnaire without any answer was not asked and shows none.

    Args:
        answers: Answers by name of the item.
    """
    reached = {sign.name: _reached(sign, answers) for sign in signs().values() if sign.questionnaire is not None}
    return SignsInScores(
        tuple(name for name, found in reached.items() if found is True),
        tuple(name for name, found in reached.items() if found is None),
    )


def signs_of_age(years: int) -> tuple[str, ...]:
    """The signs that somebody of this age shows [year]."""
    return tuple(sign.name for sign in signs().values() if sign.of_age(years))


def _reached(sign: Sign, answers: Mapping[str, int]) -> bool | None:
    """Whether a sum reaches the sign's threshold whatever the missing answers are, or None where they decide."""
    questionnaire = questionnaires()[sign.questionnaire or ""]
    part = next((part.items for part in questionnaire.subscales or () if part.name == sign.subscale), None)
    items = [item for item in questionnaire.items if part is None or item.name in part]
    given = [answers[item.name] for item in items if item.name in answers]
    missing = sum(item.most for item in items if item.name not in answers)
    least = sign.least or 0
    if sum(given) >= least:
        return True
    return None if given and sum(given) + missing >= least else False
