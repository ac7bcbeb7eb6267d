"""An instrument: one question of a diary, and the state that its answers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Text, keys


@dataclass(frozen=True, slots=True)
class Instrument:
    """One question with answers from 0 to 10.

    Attributes:
        name: The file's stem.
        title: What people read.
        question: The question as the diary asks it.
        reads: The state it reads, as "mechanism.state".
        low_label: What 0 means.
        high_label: What 10 means.
        better: Which end is the good one: "low" or "high".
        bad_day: A bad day on it, in words: "a poor night".
        usual_spread: Expected standard deviation within a person, from day to day [nrs].
        licence: Whether it is free to use.
        sources: Keys of the studies behind it.
        loinc: Its LOINC code, where there is one.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    question: Annotated[str, Text()]
    reads: Annotated[str, Text(pattern=rf"{NAME}\.{NAME}")]
    low_label: Annotated[str, Text()]
    high_label: Annotated[str, Text()]
    better: Annotated[str, Text(choices=("low", "high"))]
    bad_day: Annotated[str, Text()]
    usual_spread: Annotated[float, Number(above=0, most=5)]
    licence: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], keys()]
    loinc: Annotated[str | None, Text(pattern=r"\d{1,6}-\d", optional=True)] = None
