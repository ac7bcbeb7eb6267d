"""The units in use and their algebra: products of powers of a few named symbols.

A unit is written as in ``"nrs/day"``, ``"1/day^0.5"`` or ``"1"``. Symbols are kept apart even where they
measure the same thing (day and hour), so that the rescaling check of the model notices a missing conversion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from unknot.errors import UnitError, did_you_mean

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "nrs": "a point on the 0-10 numeric rating scale",
        "day": "24 hours",
        "hour": "hour",
        "minute": "minute",
        "second": "second",
        "session": "one usual dose of a treatment",
        "sd": "one standard deviation of a person's own variation",
        "cm": "centimetre",
    }
)

_DAYS: Mapping[str, float] = MappingProxyType({"day": 1.0, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400})
_FACTOR = re.compile(r"(?P<symbol>[a-z]+|1)(?:\^(?P<power>-?\d+(?:\.\d+)?))?")


@dataclass(frozen=True)
class Unit:
    """A unit as powers of symbols; equal units compare equal whatever way they were written."""

    powers: tuple[tuple[str, float], ...]

    @classmethod
    def parse(cls, text: str) -> Unit:
        """Read a unit such as ``"nrs/day"``.

        Raises:
            UnitError: If the text does not follow the form or holds an unknown symbol.
        """
        powers: dict[str, float] = {}
        for position, part in enumerate(text.replace(" ", "").split("/")):
            for factor in part.split("*"):
                symbol, power = _read_factor(factor, text)
                if symbol != "1":
                    powers[symbol] = powers.get(symbol, 0.0) + (power if position == 0 else -power)
        return cls._of(powers)

    @classmethod
    def _of(cls, powers: Mapping[str, float]) -> Unit:
        exact = {symbol: _as_ratio(power) for symbol, power in powers.items()}
        return cls(tuple(sorted((symbol, power) for symbol, power in exact.items() if power)))

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.powers)
        for symbol, power in other.powers:
            powers[symbol] = powers.get(symbol, 0.0) + power
        return self._of(powers)

    def __pow__(self, exponent: float) -> Unit:
        return self._of({symbol: power * exponent for symbol, power in self.powers})

    def __truediv__(self, other: Unit) -> Unit:
        return self * other**-1

    def power(self, symbol: str) -> float:
        """The power of one symbol, 0 where the unit does not hold it."""
        return dict(self.powers).get(symbol, 0.0)

    def __str__(self) -> str:
        if not self.powers:
            return "1"
        return "*".join(s if p == 1 else f"{s}^{_plain(p)}" for s, p in self.powers)


def _as_ratio(power: float) -> float:
    """The ratio of small numbers that a power stands for, so that a root of a power is what it was before."""
    ratio = float(Fraction(power).limit_denominator(100))
    return ratio if abs(ratio - power) < 1e-8 else power


def _plain(power: float) -> str:
    return f"{power:.9f}".rstrip("0").rstrip(".")


def _read_factor(factor: str, text: str) -> tuple[str, float]:
    match = _FACTOR.fullmatch(factor)
    if match is None:
        raise UnitError("A unit cannot be read.", given=repr(text), todo="Write it like 'nrs/day' or '1/day^0.5'.")
    symbol = match["symbol"]
    if symbol != "1" and symbol not in SYMBOLS:
        raise UnitError(
            f"The unit symbol '{symbol}' is not known.", given=repr(text), todo=did_you_mean(symbol, SYMBOLS)
        )
    return symbol, float(match["power"] or 1)


def convert(value: float, source: str, target: str) -> float:
    """A duration in another unit of time.

    Args:
        value: The duration [source].
        source: The unit it is given in: day, hour, minute or second.
        target: The unit wanted.

    Raises:
        UnitError: If either is not a unit of time.
    """
    for name in (source, target):
        if name not in _DAYS:
            raise UnitError("Not a unit of time.", given=repr(name), todo=did_you_mean(name, _DAYS))
    return value * _DAYS[source] / _DAYS[target]
