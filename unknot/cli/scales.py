"""Scales that are declared on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from unknot.errors import RecordError

if TYPE_CHECKING:
    from unknot.tables.scale import Scale


def declared_scales(options: Iterable[str]) -> Mapping[str, Scale]:
    """Scales by column, from options such as stress=1-5.

    Raises:
        RecordError: If an option has no equals sign, or its scale cannot be read.
    """
    from unknot.tables.scale import Scale

    scales: dict[str, Scale] = {}
    for text in options:
        name, equals, bounds = text.partition("=")
        if not equals:
            raise RecordError("A scale cannot be read.", given=repr(text), todo="Write it like stress=1-5.")
        scales[name] = Scale.parse(bounds)
    return scales
