"""What the clients of a caseload share, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from unknot.caseload.formats import FEWEST, LEVEL
from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.load import is_known
from unknot.report.answer import Estimate
from unknot.report.wording import (
    between,
    count,
    duration,
    duration_interval,
    number_interval,
    of_ten,
    percent,
    percent_interval,
    points,
    sure,
)


def sentences(pooled: Mapping[str, Any]) -> Sequence[str]:
    """What is shared about each treatment, and whether the rounds came to rest.

    Args:
        pooled: What is in `pooled.json`.
    """
    if not pooled["interventions"]:
        return ["Nobody who could be fitted has a session, so there is nothing to pool."]
    found = [_treatment(_title(name), entry) for name, entry in pooled["interventions"].items()]
    if pooled["failed"]:
        found.append(f"{count(pooled['failed'], 'client')} could not be fitted and did not count.")
    if pooled["rounds"] and not pooled["rests"]:
        rounds = count(len(pooled["rounds"]), "round")
        found.append(f"After {rounds} the figures still moved by {percent(pooled['rounds'][-1])}: take them as rough.")
    return found


def _title(name: str) -> str:
    title = find_intervention(name).title
    return title if is_known(name) else f"“{title}”"


def _treatment(title: str, entry: Mapping[str, Any]) -> str:
    clients = f"{title}, {count(entry['clients'], 'client')}"
    if entry["left_out"]:
        clients += f" ({entry['left_out']} left out: not to be trusted)"
    if not entry["pooled"]:
        return f"{clients}: too few to say what they share; {FEWEST} are needed."
    (half, next_half), (peak, next_peak), (stays, next_stays) = (
        (Estimate(**entry[name]["middle_client"]), Estimate(**entry[name]["next_client"]))
        for name in ("half_life_days", "peak", "share_that_stays")
    )
    return (
        f"{clients}: with the middle one a session takes about {points(peak.median)} "
        f"({sure(LEVEL, number_interval(peak))}), half of what fades is gone in about {duration(half.median)} "
        f"({sure(LEVEL, duration_interval(half))}), and {percent(stays.median)} stays "
        f"({sure(LEVEL, percent_interval(stays))}). Expected of the next client, for {of_ten(LEVEL)} such clients: "
        f"{number_interval(next_peak)} points, half gone in {between(next_half.lo, next_half.hi)}, "
        f"{percent_interval(next_stays)} staying."
    )
