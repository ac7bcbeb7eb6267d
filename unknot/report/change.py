"""How much pain has changed from the first week to the last, beside the thresholds by which that may be called much."""

from __future__ import annotations

from dataclasses import dataclass

from unknot.records import Record
from unknot.report.explain_days import PAIN, WEEK
from unknot.report.wording import number, percent, points

MUCH_POINTS, MUCH_SHARE = 2.0, 0.3
"""A fall of 2 points, or of 30 %, is what people call much improved on average (farrar2001)."""
THRESHOLD_SOURCE = "farrar2001"
FEWEST = 3
"""Answers in a week, for its mean to stand for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """The mean answers on pain of the first and of the last seven days [nrs].

    Attributes:
        first: Mean of the first seven days.
        last: Mean of the last seven days.
    """

    first: float
    last: float

    @property
    def fall(self) -> float:
        """By how many points pain has fallen; negative where it rose [nrs]."""
        return self.first - self.last

    @property
    def share(self) -> float:
        """By which share of the first week it has fallen; 0 where there was no pain then."""
        return self.fall / self.first if self.first else 0.0


def change_of(record: Record) -> Change | None:
    """The change over a record, or None where two weeks apart do not hold answers enough."""
    answers = record.answers(PAIN)
    if not answers or answers[-1].day - answers[0].day < 2 * WEEK:
        return None
    start, end = answers[0].day, answers[-1].day
    early = [item.value for item in answers if item.day < start + WEEK]
    late = [item.value for item in answers if item.day > end - WEEK]
    if min(len(early), len(late)) < FEWEST:
        return None
    return Change(sum(early) / len(early), sum(late) / len(late))


def change_sentences(change: Change | None) -> tuple[str, ...]:
    """What changed, whether that is much by each threshold, and what cannot be told from it."""
    if change is None:
        return ("The diary is too short to compare its first week with its last.",)
    said = f"The mean answer on pain was {number(change.first)} in the first week and {number(change.last)} in the last"
    if change.fall <= 0:
        return (f"{said}: it has not fallen.", CAUSE)
    by = f"{said}: a fall of {points(change.fall)} ({percent(change.share)})."
    return (by, _judged(change), CAUSE)


CAUSE = (
    "What brought this about cannot be told from a comparison of two weeks; the estimates of relief below allow for it."
)


def _judged(change: Change) -> str:
    met = [change.fall >= MUCH_POINTS, change.share >= MUCH_SHARE]
    words = ("is reached", "is not reached")
    return (
        f"The threshold of {MUCH_POINTS:g} points {words[not met[0]]}, "
        f"that of {percent(MUCH_SHARE)} {words[not met[1]]} "
        "(what people call much improved on average; Farrar 2001)."
    )
