"""What may be calibrated, what was believed of it before, and the values that came out; facts with a date."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unknot.errors import FactError, did_you_mean

SCALES = ("log", "linear", "logit")


@dataclass(frozen=True, slots=True)
class Free:
    """A parameter that published experiments may calibrate.

    Attributes:
        name: Its full name in the whole model.
        expected: What was believed of a typical person, in the unit of the parameter.
        spread: How sure that was: the standard deviation on the scale.
        scale: "log" for positive numbers, "linear" for those of either sign, "logit" for shares.
        cases: The experiments it can move; its slope elsewhere is taken as 0.
    """

    name: str
    expected: float
    spread: float
    scale: str
    cases: tuple[str, ...]

    def value(self, z: float) -> float:
        """The value at whitened coordinate z."""
        if self.scale == "log":
            return self.expected * math.exp(self.spread * z)
        if self.scale == "logit":
            return 1 / (1 + (1 / self.expected - 1) * math.exp(-self.spread * z))
        return self.expected + self.spread * z

    def whitened(self, value: float) -> float:
        """The whitened coordinate of a value."""
        if self.scale == "log":
            return math.log(value / self.expected) / self.spread
        if self.scale == "logit":
            return (math.log(value / (1 - value)) - math.log(self.expected / (1 - self.expected))) / self.spread
        return (value - self.expected) / self.spread

    def matters(self, case: str) -> bool:
        """Whether it can move an experiment."""
        return case in self.cases


@cache
def free_parameters() -> tuple[Free, ...]:
    """The parameters that may be calibrated, in the order of the file.

    Raises:
        FactError: If the file names a group or a scale that it does not know.
    """
    table = _read("free.toml")
    groups: dict[str, list[str]] = table["groups"]
    found: list[Free] = []
    for entry in table["parameter"]:
        unknown = [group for group in entry["groups"] if group not in groups]
        if unknown:
            raise FactError(
                f"calibrated/free.toml: '{entry['name']}' names a group that is not known.",
                given=repr(unknown[0]),
                todo=did_you_mean(unknown[0], groups),
            )
        scale = entry.get("scale", "log")
        if scale not in SCALES:
            raise FactError(
                f"calibrated/free.toml: '{entry['name']}' has a scale that is not known.",
                given=repr(scale),
                todo=did_you_mean(scale, SCALES),
            )
        cases = tuple(sorted({case for group in entry["groups"] for case in groups[group]}))
        found.append(Free(entry["name"], float(entry["expected"]), float(entry["spread"]), scale, cases))
    return tuple(found)


@cache
def calibrated_values() -> Mapping[str, float]:
    """The values of the last calibration by the full name of the parameter."""
    values: dict[str, float] = _read("values.toml")["values"]
    return MappingProxyType({name: float(value) for name, value in values.items()})


def whitened(free: Sequence[Free], values: Mapping[str, float]) -> NDArray[np.float64]:
    """Whitened coordinates of the free parameters at given values; 0 where a value is not known."""
    return np.asarray([one.whitened(values[one.name]) if one.name in values else 0.0 for one in free])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("unknot.evidence") / "calibrated" / name).read_text(encoding="utf-8"))
