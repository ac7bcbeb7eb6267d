"""How goals went from the first rating to the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from unknot.web.clients.models import Client
from unknot.web.goals.models import Goal, GoalRating


@dataclass(frozen=True, slots=True)
class Progress:
    """One goal with its first and its latest rating, where there are any."""

    goal: Goal
    first: int | None
    latest: int | None

    @property
    def change(self) -> int | None:
        """Points gained, where it was rated."""
        return None if self.first is None or self.latest is None else self.latest - self.first


def goals_of(client: Client) -> list[Goal]:
    """A client's goals that are being worked on."""
    return list(Goal.objects.filter(client=client, ended_at=None))


def progress_of(client: Client) -> list[Progress]:
    """How a client's goals went."""
    values: dict[Goal, list[int]] = {goal: [] for goal in goals_of(client)}
    for rating in GoalRating.objects.filter(goal__in=values).select_related("goal"):
        values[rating.goal].append(rating.value)
    return [Progress(goal, said[0] if said else None, said[-1] if said else None) for goal, said in values.items()]


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


def rate_goals(ratings: Mapping[Goal, int], moment: datetime | None = None) -> None:
    """Keep how goals go, now or at another moment."""
    GoalRating.objects.bulk_create(
        GoalRating(goal=goal, value=value, rated_at=moment or timezone.now()) for goal, value in ratings.items()
    )
