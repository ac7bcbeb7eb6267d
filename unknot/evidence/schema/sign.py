"""A sign: one thing asked of a client, seen by the therapist or read off a score, that a safety rule may need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Text

GROUPS = ("nerves", "vessels", "illness", "bones and joints", "mood")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign.

    Attributes:
        name: The file's stem.
        group: What it is about; one of `GROUPS`.
        question: The question in plain words, answered with yes or no.
        asked_of: Who answers: "client", "therapist", or "score" for one that is read off a questionnaire.
        questionnaire: The questionnaire it is read off.
        least: The score from which the sign is present.
    """

    name: Annotated[str, Text(pattern=NAME)]
    group: Annotated[str, Text(choices=GROUPS)]
    question: Annotated[str, Text()]
    asked_of: Annotated[str, Text(choices=("client", "therapist", "score"))]
    questionnaire: Annotated[str | None, Text(pattern=NAME, optional=True)]
    least: Annotated[float | None, Number(optional=True)]

    def __post_init__(self) -> None:
        """Refuse a sign that is read off a score and does not say which.

        Raises:
            ValueError: If questionnaire and least are not said exactly for "score".
        """
        read_off = self.questionnaire is not None and self.least is not None
        if read_off is not (self.asked_of == "score"):
            raise ValueError("questionnaire and least exactly where asked_of is 'score'")
