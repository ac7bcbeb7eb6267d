"""What the clients of a run share: sentences, and each half-life before and after on the scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unknot.web.science_of_caseload import said_of_pooled, strip, title_of
from unknot.web.timeline.wording import duration, span
from unknot.web.translation.said import plainly


@dataclass(frozen=True, slots=True)
class Line:
    """One half-life: whose, how long, where it lies."""

    whose: str
    time: str
    interval: str
    drawn: SafeString


@dataclass(frozen=True, slots=True)
class SharedTreatment:
    """One treatment: what its clients share in words, and half-lives where there were enough clients."""

    title: str
    sentence: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared about each treatment, and what is to be said about all."""

    treatments: Sequence[SharedTreatment]
    sentences: Sequence[str]

    @property
    def is_drawn(self) -> bool:
        """Whether there were enough clients of any treatment."""
        return any(one.lines for one in self.treatments)


def shared_of(pooled: Mapping[str, Any]) -> Shared:
    """What the clients share.

    Args:
        pooled: What is in `pooled.json`.
    """
    said, about_all = said_of_pooled(pooled)
    return Shared(
        [
            SharedTreatment(plainly(title_of(name)), said[name], _lines(entry))
            for name, entry in pooled["interventions"].items()
        ],
        about_all,
    )


def _lines(entry: Mapping[str, Any]) -> list[Line]:
    if not entry["pooled"]:
        return []
    titles = {
        "middle_client": _("The client in the middle"),
        "next_client": _("The next client"),
        "published": _("Before, from studies"),
    }
    return [_line(title, entry["half_life_days"][name]) for name, title in titles.items()]


def _line(whose: str, around: Mapping[str, float]) -> Line:
    drawn = mark_safe(strip(around["median"], around["lo"], around["hi"]))
    return Line(whose, duration(around["median"]), span(around), drawn)
