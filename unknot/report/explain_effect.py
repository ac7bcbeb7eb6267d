"""What is known about one treatment's relief, in a few sentences that say what they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.evidence.load import arrow
from unknot.report import explain
from unknot.report.answer import ReliefAnswer
from unknot.report.sentence import Explanation, Sentence
from unknot.report.wording import number_interval, points, sure

ARROWS = {
    "massage": ("massage__pain_course", "massage_stopped__pain_return"),
    "exercise": ("exercise_training__pain",),
    "relaxation": ("relaxation_training__pain",),
    "mindfulness": ("mindfulness__pain_intensity",),
    "distraction": ("distraction__pain_chronic",),
}
"""The arrows that say what each treatment does to pain in people in general; the first is about a course of it."""


def effect_explained(entry: ReliefAnswer, level: float) -> Explanation:
    """The relief of one treatment in sentences.

    Args:
        entry: What the diary says about it.
        level: The probability inside every interval.
    """
    half = entry.half_life_days
    numbers = {
        "half-life [day]": half.median, "lower [day]": half.lo, "upper [day]": half.hi, "level": level,
        "minutes": entry.minutes, "share that stays": entry.share_that_stays.median,
    }  # fmt: skip
    first = Sentence(explain.relief_sentence(entry, level), numbers)
    strength = tuple(_strength(entry, level))
    others = tuple(_others(entry))
    learned = Sentence(
        f"{explain.learned_from(entry)} {explain.doubt_taken(entry)}",
        {"sessions": entry.sessions, "usable sessions": entry.usable_sessions, "learned": entry.learned_from_data},
    )
    return Explanation((first, *strength, *others[:1]), (first, *strength, learned, *_doubts(entry), *others))


def _strength(entry: ReliefAnswer, level: float) -> Iterator[Sentence]:
    if not explain.is_learned(entry):
        return
    peak = entry.peak
    numbers = {"peak [nrs]": peak.median, "lower [nrs]": peak.lo, "upper [nrs]": peak.hi, "level": level}
    yield Sentence(
        f"At its best it takes about {points(peak.median)} off the pain ({sure(level, number_interval(peak))}).",
        numbers,
    )


def _doubts(entry: ReliefAnswer) -> Iterator[Sentence]:
    for reason in entry.reasons:
        yield Sentence(
            reason,
            {"usable sessions": entry.usable_sessions, "learned": entry.learned_from_data,
             "chance of one point": entry.probability_one_point, "fewest sessions": 3},
        )  # fmt: skip


def _others(entry: ReliefAnswer) -> Iterator[Sentence]:
    for name in ARROWS.get(entry.intervention, ()):
        yield studied(name)


def studied(name: str) -> Sentence:
    """What studies of others say about one arrow, with its grade."""
    fact = arrow(name)
    return Sentence(
        f"Studies of others: {fact.claim.rstrip('.')} (evidence: {fact.grade}).", arrows=(name,), grade=fact.grade
    )
