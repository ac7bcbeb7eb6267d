"""Moments at which a long experiment reads, so that every reading falls on the same hour in the same way."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.units import convert

SETTLING_DAYS = 2.0
"""How long people live before the first reading, until sleep and the body clock keep their daily course [day]."""

_LEAD = convert(1.0, "hour", "day")


def approached(times: Mapping[str, float]) -> dict[str, float]:
    """The same moments, each with another an hour before.

    Steps of half a day end where they may. The hour before a reading is a step of its own, so that the hour of day
    counts alike in every reading.
    """
    return {**{f"before {label}": time - _LEAD for label, time in times.items()}, **times}
