"""Units as SBML defines them: powers of its base units."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from unknot.exchange.library import done, libsbml
from unknot.units import SYMBOLS, Unit

_BASE: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "day": ("second", 86400.0),
        "hour": ("second", 3600.0),
        "minute": ("second", 60.0),
        "second": ("second", 1.0),
        "cm": ("metre", 0.01),
        "session": ("item", 1.0),
        "nrs": ("dimensionless", 1.0),
        "sd": ("dimensionless", 1.0),
    }
)
"""What each symbol is in SBML, and how many of those it is; a scale of ratings has no dimension there."""


def unit_id(unit: Unit) -> str:
    """The id of a unit, such as "nrs_per_day"."""
    above = [_power(symbol, power) for symbol, power in unit.powers if power > 0]
    below = [_power(symbol, -power) for symbol, power in unit.powers if power < 0]
    if not above and not below:
        return "dimensionless"
    return "_".join([*above, *(f"per_{one}" for one in below)])


def define_unit(model: Any, unit: Unit) -> None:
    """Define a unit in an SBML model, once; what SBML knows by itself is left alone.

    Args:
        model: The libSBML model.
        unit: The unit.
    """
    name = unit_id(unit)
    if name in ("dimensionless", "second") or model.getUnitDefinition(name) is not None:
        return
    definition = model.createUnitDefinition()
    done(definition.setId(name))
    words = ", ".join(f"{SYMBOLS[symbol]} to the power of {power:g}" for symbol, power in unit.powers)
    done(definition.setName(SYMBOLS.get(name, words)))
    for symbol, power in unit.powers:
        kind, multiplier = _BASE[symbol]
        part = definition.createUnit()
        done(part.setKind(libsbml().UnitKind_forName(kind)))
        done(part.setExponent(float(power)))
        done(part.setScale(0))
        done(part.setMultiplier(multiplier))


def _power(symbol: str, power: float) -> str:
    return symbol if power == 1 else f"{symbol}{power:g}".replace(".", "_")
