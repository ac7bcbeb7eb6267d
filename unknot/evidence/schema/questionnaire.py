"""A questionnaire: several questions that are scored together, with the published rule and bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Part, Text, Texts, keys

SCORINGS = ("sum", "mean", "mean_of_given", "graded_chronic_pain")


@dataclass(frozen=True, slots=True)
class Item:
    """One question, answered with a whole number from 0.

    Attributes:
        name: Its name; none is used twice over all questionnaires.
        question: The question.
        most: The highest answer.
        low_label: What 0 means, on a scale.
        high_label: What the highest means, on a scale.
        answers: What each number means, where that is said in words.
        loinc: Its LOINC code, where it is known.
    """

    name: Annotated[str, Text(pattern=NAME)]
    question: Annotated[str, Text()]
    most: Annotated[int, Number(least=1, most=10, whole=True)]
    low_label: Annotated[str | None, Text(optional=True)]
    high_label: Annotated[str | None, Text(optional=True)]
    answers: Annotated[tuple[str, ...], Texts(what="answers")]
    loinc: Annotated[str | None, Text(pattern=r"\d{1,6}-\d", optional=True)]

    def __post_init__(self) -> None:
        """Refuse a scale without ends and a list of answers of another length.

        Raises:
            ValueError: If one of these holds.
        """
        if self.answers and len(self.answers) != self.most + 1:
            raise ValueError("one answer for each number from 0")
        if not self.answers and not (self.low_label and self.high_label):
            raise ValueError("answers, or low_label and high_label")


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """What a score from `least` on is called, up to the next band."""

    least: Annotated[float, Number()]
    title: Annotated[str, Text()]


@dataclass(frozen=True, slots=True)
class Subscale:
    """Some of the items, summed; from `positive_from` on the screen is positive."""

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    items: Annotated[tuple[str, ...], keys("names of items")]
    positive_from: Annotated[float, Number()]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One questionnaire.

    Attributes:
        name: The file's stem.
        title: What people read.
        intro: What its questions are about: the time, or how to answer.
        scoring: How its items become one number; one of `SCORINGS`.
        loinc: LOINC code of the score, where it is known.
        better: Which end of the score is the good one.
        matters: The change that people notice, in points of the score, where it was seen in a source.
        matters_basis: Where that stands.
        also: Items of other questionnaires that the scoring needs; they are not asked again.
        licence: Whether it is free to use.
        sources: Keys of the studies behind it.
        items: Its questions, in order.
        bands: What scores are called, from the lowest.
        subscales: Parts that are scored on their own.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    intro: Annotated[str, Text()]
    scoring: Annotated[str, Text(choices=SCORINGS)]
    loinc: Annotated[str | None, Text(pattern=r"\d{1,6}-\d", optional=True)]
    better: Annotated[str, Text(choices=("low", "high"))]
    matters: Annotated[float | None, Number(above=0, optional=True)]
    matters_basis: Annotated[str | None, Text(optional=True)]
    also: Annotated[tuple[str, ...], Texts(what="names of items")]
    licence: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], keys()]
    items: Annotated[tuple[Item, ...], Part(Item, many=True)]
    bands: Annotated[tuple[ScoreBand, ...] | None, Part(ScoreBand, many=True, optional=True)]
    subscales: Annotated[tuple[Subscale, ...] | None, Part(Subscale, many=True, optional=True)]

    def band(self, score: float) -> str | None:
        """What a score is called, where the questionnaire has bands."""
        return next((band.title for band in reversed(self.bands or ()) if score >= band.least), None)
