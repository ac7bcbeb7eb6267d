"""A sign: one thing asked of a client, seen by the therapist, known from the age or read off a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Text

GROUPS = ("nerves", "vessels", "illness", "bones and joints", "age and consent", "mood")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign.

    Attributes:
        name: The file's stem.
        group: What it is about; one of `GROUPS`.
        question: The question in plain words, answered with yes or no.
        asked_of: Who answers: "client", "therapist", or "score" for one that is read off a questionnaire.
        questionnaire: The questionnaire it is read off.
        subscale: The part of the questionnaire, where it is not the whole.
        least: The score from which the sign is present.
        age_above: The age in whole years above which it is present, where the date of birth is known.
        age_below: The age in whole years below which it is present, where the date of birth is known.
    """

    name: Annotated[str, Text(pattern=NAME)]
    group: Annotated[str, Text(choices=GROUPS)]
    question: Annotated[str, Text()]
    asked_of: Annotated[str, Text(choices=("client", "therapist", "score"))]
    questionnaire: Annotated[str | None, Text(pattern=NAME, optional=True)]
    subscale: Annotated[str | None, Text(pattern=NAME, optional=True)]
    least: Annotated[float | None, Number(optional=True)]
    age_above: Annotated[int | None, Number(above=0, most=120, whole=True, optional=True)]
    age_below: Annotated[int | None, Number(above=0, most=120, whole=True, optional=True)]

    def __post_init__(self) -> None:
        """Refuse a sign that is read off a score and does not say which.

        Raises:
            ValueError: If questionnaire and least are not said exactly for "score", or a part of no questionnaire is.
        """
        read_off = self.questionnaire is not None and self.least is not None
        if read_off is not (self.asked_of == "score"):
            raise ValueError("questionnaire and least exactly where asked_of is 'score'")
        if self.subscale is not None and self.questionnaire is None:
            raise ValueError("subscale only with a questionnaire")

    def of_age(self, years: int) -> bool:
        """Whether somebody of this age shows it."""
        above = self.age_above is not None and years > self.age_above
        return above or (self.age_below is not None and years < self.age_below)
