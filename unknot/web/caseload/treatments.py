"""What a run learned of each treatment: for how many clients, and where their half-lives lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unknot.web.caseload.clients import Standing
from unknot.web.science_of_caseload import LEARNED, strip, title_of
from unknot.web.timeline.wording import duration, span
from unknot.web.translation.said import plainly


@dataclass(frozen=True, slots=True)
class Treatment:
    """One treatment of a run; what is empty is not known.

    Attributes:
        title: What it is called, in the language of the page.
        clients: How many clients of the run had it.
        learned: For how many it is known how long relief lasts.
        sentence: Where their half-lives lie, in words.
        drawn: The same on the scale.
        own_clients: How many of the practice's clients have it.
        own_learned: For how many of them it is known.
    """

    title: str
    clients: int
    learned: int
    sentence: str
    drawn: SafeString
    own_clients: int
    own_learned: int


def treatments_of(summary: Mapping[str, Any], clients: Sequence[Standing]) -> list[Treatment]:
    """The treatments of a run, those of most clients first.

    Args:
        summary: What is in `summary.json`.
        clients: The practice's clients.
    """
    found = [_treatment(name, entry, clients) for name, entry in summary["interventions"].items()]
    return sorted(found, key=lambda one: (-one.clients, one.title))


def _treatment(name: str, entry: Mapping[str, Any], clients: Sequence[Standing]) -> Treatment:
    own = [one["verdict"] for client in clients for one in client.relief if one["intervention"] == name]
    spread = entry["half_life_days"]
    return Treatment(
        title=plainly(title_of(name)),
        clients=entry["clients"],
        learned=entry["learned"],
        sentence=_sentence(spread, entry["learned"]) if spread else "",
        drawn=mark_safe(strip(spread["0.5"], spread["0.1"], spread["0.9"], (spread["0.25"], spread["0.75"])))
        if spread
        else SafeString(),
        own_clients=len(own),
        own_learned=own.count(LEARNED),
    )


def _sentence(spread: Mapping[str, float], learned: int) -> str:
    middle = duration(spread["0.5"])
    if learned == 1:
        return _("Half of the relief that fades is gone in about %(time)s.") % {"time": middle}
    said = {"time": middle, "range": span({"lo": spread["0.1"], "hi": spread["0.9"]})}
    return (
        _("With the client in the middle it takes about %(time)s until half of the relief that fades is gone.") % said
        + " "
        + _("With 8 of 10 it takes %(range)s.") % said
    )
