"""From answers to scores, by the published rule of each questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unknot.evidence.schema.questionnaire import Questionnaire

SOME_DAYS, MOST_DAYS = 1, 2
BOTHERSOME_FROM = 12
NO_CHRONIC_PAIN, MILD, BOTHERSOME, HIGH_IMPACT = range(4)


@dataclass(frozen=True, slots=True)
class SubscaleScore:
    """The sum of some items, and whether it is a positive screen."""

    title: str
    value: float
    positive: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers to one questionnaire come to.

    Attributes:
        name: The questionnaire's name.
        value: The score.
        band: What it is called, where the questionnaire has bands.
        subscales: Its parts.
    """

    name: str
    value: float
    band: str | None
    subscales: tuple[SubscaleScore, ...] = ()


def score(questionnaire: Questionnaire, answers: Mapping[str, int]) -> Score | None:
    """The score of a questionnaire, or None while an answer that it needs is missing.

    Args:
        questionnaire: What was asked.
        answers: Answers by name of the item, of this questionnaire and of others.
    """
    names = [item.name for item in questionnaire.items]
    wanted = [*names, *questionnaire.also]
    given = [answers[name] for name in wanted if name in answers]
    partly = questionnaire.scoring == "mean_of_given"
    if not given or (len(given) < len(wanted) and not partly):
        return None
    value = _value(questionnaire.scoring, given)
    parts = tuple(
        SubscaleScore(
            part.title, total := float(sum(answers[name] for name in part.items)), total >= part.positive_from
        )
        for part in questionnaire.subscales or ()
    )
    return Score(questionnaire.name, value, questionnaire.band(value), parts)


def _value(scoring: str, given: Sequence[int]) -> float:
    if scoring == "sum":
        return float(sum(given))
    if scoring == "graded_chronic_pain":
        return float(graded_chronic_pain(*given))
    return sum(given) / len(given)


def graded_chronic_pain(pain_days: int, limited_days: int, average: int, enjoyment: int, activity: int) -> int:
    """The grade of the revised Graded Chronic Pain Scale (vonkorff2020), 0 to 3.

    Pain on no or some days is not chronic, whatever else is said. Chronic pain has high impact when it limits life or
    work on most days; otherwise the sum of the three answers decides between bothersome and mild.

    Args:
        pain_days: Days with pain, from never (0) to every day (3).
        limited_days: Days on which pain limited life or work, from never (0) to every day (3).
        average: Average pain, 0 to 10 [nrs].
        enjoyment: Interference with enjoyment of life, 0 to 10 [nrs].
        activity: Interference with general activity, 0 to 10 [nrs].
    """
    if pain_days <= SOME_DAYS:
        return NO_CHRONIC_PAIN
    if limited_days >= MOST_DAYS:
        return HIGH_IMPACT
    return BOTHERSOME if average + enjoyment + activity >= BOTHERSOME_FROM else MILD
