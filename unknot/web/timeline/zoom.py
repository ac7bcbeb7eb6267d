"""How much of a story is shown at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from django.utils import timezone

from unknot.web.timeline.ahead import horizon
from unknot.web.timeline.canvas import WIDE, Axis, Canvas
from unknot.web.timeline.story import Story

ALL = "all"
ZOOMS = (2, 4, 8, 16, 26)
USUAL, ON_A_PHONE = 8, 4
BEFORE_THE_FIRST = timedelta(hours=12)
Zoom: TypeAlias = int | str
"""So many weeks back from the last thing known, or all of it."""


def zoom_of(text: str, usual: int = USUAL) -> Zoom:
    """What was asked for, as an address has it; the usual one where that is none."""
    return ALL if text == ALL else next((weeks for weeks in ZOOMS if text == str(weeks)), usual)


def zooms_of(story: Story) -> list[Zoom]:
    """The stretches that show less than everything, and everything."""
    known = (story.end or timezone.now()) - (story.start or timezone.now())
    return [*(weeks for weeks in ZOOMS if timedelta(weeks=weeks) < known), ALL]


def axis_of(story: Story, zoom: Zoom, canvas: Canvas = WIDE) -> Axis:
    """The stretch of time that is shown, the days ahead included."""
    last, start = horizon(story), story.start or timezone.now()
    end = story.end or start
    chosen = start if isinstance(zoom, str) else end - timedelta(weeks=zoom)
    return Axis(max(chosen, start - BEFORE_THE_FIRST), last, canvas)
