"""The length of a step as a person writes it."""

from __future__ import annotations

import re

from unknot.errors import UnknotError
from unknot.units import convert

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(s|sec|min|h)")
_UNITS = {"s": "second", "sec": "second", "min": "minute", "h": "hour"}


def minutes_of(text: str) -> float:
    """A length such as 15min, 1h or 30s [minute].

    Raises:
        UnknotError: If it cannot be read.
    """
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None:
        raise UnknotError(
            "A length of a step cannot be read.", given=repr(text), todo="Write it like 15min, 1h or 30s."
        )
    return convert(float(found[1]), _UNITS[found[2]], "minute")
