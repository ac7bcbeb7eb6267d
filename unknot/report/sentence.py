"""Sentences that stand on something: the numbers that they name, the arrows and rules behind them, and their grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from unknot.evidence.load import arrow
from unknot.evidence.schema.arrow import GRADES


@dataclass(frozen=True)
class Sentence:
    """One sentence and what it stands on.

    Attributes:
        text: The sentence.
        numbers: Every number that it names, by what it is, as it was before rounding.
        arrows: Names of the arrows behind it.
        rules: Names of the rules behind it.
        grade: How well what it rests on is supported; None for what comes from the diary and the model alone.
    """

    text: str
    numbers: Mapping[str, float] = field(default_factory=dict[str, float])
    arrows: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    grade: str | None = None

    def __post_init__(self) -> None:
        """Refuse a sentence that stands on nothing.

        Raises:
            ValueError: If there is no number, arrow or rule behind it.
        """
        if not (self.numbers or self.arrows or self.rules):
            raise ValueError(f"nothing stands behind {self.text!r}")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A few sentences for the client, and more for the therapist."""

    client: tuple[Sentence, ...]
    therapist: tuple[Sentence, ...]


def weakest(grades: Iterable[str]) -> str | None:
    """The weakest of some grades; None where there is none."""
    return max(grades, key=GRADES.index, default=None)


def graded(text: str, arrows: tuple[str, ...], numbers: Mapping[str, float] | None = None) -> Sentence:
    """A sentence that rests on arrows, with the weakest of their grades said at its end."""
    grade = weakest(arrow(name).grade for name in arrows)
    return Sentence(f"{text} (evidence: {grade}).", numbers or {}, arrows, grade=grade)


def told(sentences: Iterable[Sentence]) -> str:
    """Sentences one after another."""
    return " ".join(sentence.text for sentence in sentences)
