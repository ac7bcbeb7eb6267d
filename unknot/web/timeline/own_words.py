"""The client's own timeline in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.web.science import BandPoint
from unknot.web.timeline.canvas import Axis
from unknot.web.timeline.story import Story
from unknot.web.timeline.wording import number


def summary(story: Story, axis: Axis) -> list[str]:
    """What the drawing shows, in numbers: the answers, the sessions among them, the days ahead."""
    answers = [reading.value for reading in story.readings.get("pain", ()) if axis.holds(reading.when)]
    sessions = sum(axis.holds(session.started_at) for session in story.sessions)
    ahead = [point for point in story.ahead if axis.holds(point.when)]
    said = [_answered(answers)] if answers else []
    if sessions:
        count = ngettext("%(count)s session is shown.", "%(count)s sessions are shown.", sessions)
        said.append(count % {"count": sessions})
    return [*said, _expected(ahead)] if ahead else said


def in_words(explained: Mapping[str, Any]) -> list[str]:
    """What is believed and what others found, without what the cards say already."""
    relief: Mapping[str, Sequence[str]] = explained.get("relief", {})
    return [*explained.get("days", ()), *dict.fromkeys(sentence for said in relief.values() for sentence in said[1:])]


def _answered(answers: Sequence[float]) -> str:
    said = {
        "count": len(answers),
        "mean": number(sum(answers) / len(answers)),
        "low": number(min(answers)),
        "high": number(max(answers)),
    }
    return (
        ngettext(
            "Your %(count)s answer on pain here was %(mean)s.",
            "Your %(count)s answers on pain here were %(mean)s on average, from %(low)s to %(high)s.",
            len(answers),
        )
        % said
    )


def _expected(ahead: Sequence[BandPoint]) -> str:
    said = {
        "mean": number(sum(min(max(point.mean, 0.0), 10.0) for point in ahead) / len(ahead)),
        "low": number(max(min(point.lo for point in ahead), 0.0)),
        "high": number(min(max(point.hi for point in ahead), 10.0)),
    }
    return (
        _(
            "Without a further session, about %(mean)s is expected in the days ahead; most single answers will lie "
            "between %(low)s and %(high)s."
        )
        % said
    )
