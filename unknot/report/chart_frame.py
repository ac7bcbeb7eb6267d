"""The frame of the timeline: how large it is, which days it spans, and how many answers it can show apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from unknot.report.answer import Answer
from unknot.report.explain_days import PAIN, extent


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of the drawing, and how much fits into it.

    Attributes:
        width: Width of the plot [pixel].
        height: Height of the plot of pain [pixel].
        marks: How many labels fit on the time axis.
        points: How many dots or steps of a line can be told apart.
    """

    width: int
    height: int
    marks: int
    points: int


WIDE = Frame(width=960, height=250, marks=12, points=420)
NARROW = Frame(width=300, height=210, marks=5, points=160)


def span(answer: Answer) -> tuple[float, float]:
    """The first and the last day of the time axis."""
    first, last = extent(answer.record)
    if answer.timeline:
        first, last = min(first, answer.timeline[0].day), max(last, answer.timeline[-1].day)
    return first, max(last, answer.forecast[-1].day if answer.forecast else last, first + 1)


def dots(answer: Answer, frame: Frame) -> tuple[list[dict[str, float]], int]:
    """The answers on pain to draw, and of how many each is the mean."""
    answers = answer.record.answers(PAIN)
    together = max(1, -(-len(answers) // frame.points))
    groups = groupby(enumerate(answers), key=lambda item: item[0] // together)
    found = [[item for _, item in group] for _, group in groups]
    return [
        {"day": mean([item.day for item in group]), "pain": mean([item.value for item in group])} for group in found
    ], together


def mean(values: list[float]) -> float:
    """The mean of some numbers."""
    return sum(values) / len(values)
