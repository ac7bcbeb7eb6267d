"""How goals went from the first rating to the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from django.utils import timezone

from unknot.evidence.load import questionnaires
from unknot.web.clients.models import Client
from unknot.web.goals.models import Goal, GoalRating


@dataclass(frozen=True, slots=True)
class Progress:
    """One goal with its first and its latest rating, where there are any, and whether these are two."""

    goal: Goal
    first: int | None
    latest: int | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Average:
    """The goals together, as the scale is scored: the mean of those that were rated twice.

    Attributes:
        first: The mean of the first ratings.
        latest: The mean of the latest.
        matters: The change that people call important.
    """

    first: float
    latest: float
    matters: float

    @property
    def change(self) -> float:
        """Points gained."""
        return self.latest - self.first


def goals_of(client: Client) -> list[Goal]:
    """A client's goals that are being worked on."""
    return list(Goal.objects.filter(client=client, ended_at=None))


def ended_goals_of(client: Client) -> list[Goal]:
    """A client's goals that are no longer worked on, in the order in which they ended."""
    return list(Goal.objects.filter(client=client).exclude(ended_at=None).order_by("ended_at", "pk"))


def progress_of(goals: Iterable[Goal]) -> list[Progress]:
    """How goals went."""
    values: dict[Goal, list[int]] = {goal: [] for goal in goals}
    for rating in GoalRating.objects.filter(goal__in=values).select_related("goal"):
        values[rating.goal].append(rating.value)
    return [
        Progress(goal, said[0] if said else None, said[-1] if said else None, len(said) > 1)
        for goal, said in values.items()
    ]


def average_of(progress: Iterable[Progress]) -> Average | None:
    """How the goals went together, or None before any was rated twice."""
    pairs = [
        (row.first, row.latest) for row in progress if row.again and row.first is not None and row.latest is not None
    ]
    matters = questionnaires()["psfs"].matters
    if not pairs or matters is None:
        return None
    return Average(fmean(first for first, _ in pairs), fmean(latest for _, latest in pairs), matters)


def set_goals(client: Client, named: Iterable[tuple[str, int | None]]) -> None:
    """Add activities with their first rating; one that is there already under the same name is rated again.

    Args:
        client: Whose.
        named: Activities and how they go, 0 to 10 or not rated.
    """
    known = {goal.activity.casefold(): goal for goal in goals_of(client)}
    for activity, value in named:
        goal = known.get(activity.casefold()) or Goal.objects.create(client=client, activity=activity)
        if value is not None:
            GoalRating.objects.create(goal=goal, value=value)


def rate_goals(ratings: Mapping[Goal, int], moment: datetime) -> None:
    """Keep how goals go at a moment."""
    GoalRating.objects.bulk_create(
        GoalRating(goal=goal, value=value, rated_at=moment) for goal, value in ratings.items()
    )


def ratings_at(client: Client, moment: datetime) -> dict[Goal, int]:
    """How a client's goals were rated at a moment, such as that of a session."""
    found = GoalRating.objects.filter(goal__client=client, rated_at=moment).select_related("goal")
    return {rating.goal: rating.value for rating in found}


def correct_ratings(client: Client, was: datetime, ratings: Mapping[Goal, int | None], moment: datetime) -> None:
    """Put ratings in the place of those of another moment, so that what is corrected is not rated twice.

    Args:
        client: Whose.
        was: The moment of the ratings that are corrected.
        ratings: What is said now, None for no rating; goals that are left out keep theirs.
        moment: The moment that it is about.
    """
    kept = GoalRating.objects.filter(goal__client=client, rated_at=was)
    fresh: dict[Goal, int] = {}
    for goal, value in ratings.items():
        rows = kept.filter(goal=goal)
        if value is None:
            rows.delete()
        elif not rows.update(value=value):
            fresh[goal] = value
    kept.update(rated_at=moment)
    rate_goals(fresh, moment)


def end(goal: Goal) -> bool:
    """End a goal; its ratings stay. Whether it was still worked on."""
    return bool(Goal.objects.filter(pk=goal.pk, ended_at=None).update(ended_at=timezone.now()))


def take_up_again(goal: Goal) -> bool:
    """Work on a goal again that was ended; whether that is possible: another of the same name may be worked on."""
    named = {other.activity.casefold() for other in goals_of(goal.client)}
    return (
        goal.is_ended
        and goal.activity.casefold() not in named
        and bool(Goal.objects.filter(pk=goal.pk).update(ended_at=None))
    )
