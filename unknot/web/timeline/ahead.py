"""The days ahead, had further sessions been given: from what was learned, without learning anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from unknot.web import science
from unknot.web.clients.models import Client
from unknot.web.learning.records import record_for
from unknot.web.science import BandPoint, DoseRow
from unknot.web.timeline.story import Story

SHOWN = timedelta(days=14)
STEP = timedelta(hours=12)
AFTER_A_SESSION = timedelta(hours=2)
USUAL_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Ahead:
    """Pain in the days ahead, with the sessions that are planned and without any.

    Attributes:
        points: What is expected with them.
        mean: Its mean from now on [nrs].
        mean_without: The mean without them [nrs].
        lo: The lowest answer that is expected [nrs].
        hi: The highest [nrs].
    """

    points: tuple[BandPoint, ...]
    mean: float
    mean_without: float
    lo: float
    hi: float


def horizon(story: Story) -> datetime:
    """How far the days ahead are shown: two weeks from today, to the full day, so that answers can be kept."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(today, story.end or today) + SHOWN


def look_ahead(client: Client, story: Story, planned: Sequence[datetime]) -> Ahead | None:
    """What to expect with these sessions; None where there is no answer to learn from.

    Args:
        client: Whose.
        story: What is known so far.
        planned: When sessions would begin.

    Raises:
        FitError: If there is nothing to learn from.
    """
    record = record_for(client)
    if record is None or story.end is None:
        return None
    begin, end, minutes = story.end, horizon(story), usual_minutes(story)
    even = [begin + STEP * number for number in range(1, int((end - begin) / STEP) + 1)]
    within = [moment for moment in planned if begin < moment < end]
    doses = tuple(DoseRow(moment, "massage", minutes) for moment in sorted(within))
    moments = sorted({*even, *within, *(moment + AFTER_A_SESSION for moment in within)})
    points = science.what_if(record, doses, moments)
    without = science.what_if(record, (), even)
    on_steps = [point for point in points if point.when in set(even)]
    coming = [point for point in on_steps if point.when >= timezone.now()] or on_steps
    bare = [point for point in without if point.when >= timezone.now()] or list(without)
    return Ahead(
        points,
        _mean(coming),
        _mean(bare),
        min(point.lo for point in coming),
        max(point.hi for point in coming),
    )


def usual_minutes(story: Story) -> int:
    """How long this client's sessions are, as a rule [minute]."""
    lengths = sorted(session.minutes for session in story.sessions)
    return lengths[len(lengths) // 2] if lengths else USUAL_MINUTES


def _mean(points: Sequence[BandPoint]) -> float:
    return sum(min(max(point.mean, 0.0), 10.0) for point in points) / len(points)
