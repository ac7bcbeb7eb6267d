"""What goals offer to a FHIR bundle: each activity, and how it went."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.evidence.load import questionnaires
from unknot.web.clients.models import Client
from unknot.web.fhir.goal import Aim, goal
from unknot.web.fhir.observation import Measured, observation
from unknot.web.fhir.resource import Resource
from unknot.web.goals.models import Goal, GoalRating

SCALE = "psfs"


def resources(client: Client) -> Iterator[Resource]:
    """One goal for each activity, one observation for each rating of it."""
    for kept in Goal.objects.filter(client=client):
        yield goal(_aim(client, kept))
    for rating in GoalRating.objects.filter(goal__client=client).select_related("goal"):
        yield observation(_measured(client, rating))


def _aim(client: Client, kept: Goal) -> Aim:
    ended = client.practice.local(kept.ended_at).date() if kept.ended_at else None
    since = client.practice.local(kept.made_at).date()
    return Aim(str(kept.public_id), str(client.public_id), kept.activity, since, ended)


def _measured(client: Client, rating: GoalRating) -> Measured:
    return Measured(
        identity=str(rating.public_id),
        person=str(client.public_id),
        name=SCALE,
        text=questionnaires()[SCALE].title,
        value=rating.value,
        when=rating.rated_at,
        about=("Goal", str(rating.goal.public_id)),
    )
