"""Units of formulas: a bare number takes the unit of what it is added to or compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unknot.exchange.expression import TIME, Apply, Choice, Expression, Name, Number
from unknot.units import Unit

PLAIN, DAY = Unit.parse("1"), Unit.parse("day")
ALIKE = ("add", "sub", "max", "min", "neg", "abs", "floor", "ceil")
"""Operations whose arguments and result have one unit."""
RELATIONS = ("gt", "ge", "lt", "le", "eq", "ne")


def unit_of(formula: Expression, known: Mapping[str, Unit]) -> Unit | None:
    """The unit of a formula; None for one of bare numbers, which fits anywhere.

    Args:
        formula: The formula.
        known: Units by id.
    """
    match formula:
        case Number():
            return None
        case Name(key):
            return DAY if key == TIME else known[key]
        case Choice(_, holds, fails):
            return shared_unit((holds, fails), known)
        case Apply(operation, arguments):
            return _unit_of_operation(operation, arguments, known)


def shared_unit(formulas: Sequence[Expression], known: Mapping[str, Unit]) -> Unit | None:
    """The first unit among formulas that must have the same."""
    units = (unit_of(formula, known) for formula in formulas)
    return next((unit for unit in units if unit is not None), None)


def _unit_of_operation(operation: str, arguments: Sequence[Expression], known: Mapping[str, Unit]) -> Unit | None:
    if operation in ALIKE:
        return shared_unit(arguments, known)
    units = [unit_of(argument, known) or PLAIN for argument in arguments]
    match operation, arguments:
        case "mul", _:
            return units[0] * units[1]
        case "div", _:
            return units[0] / units[1]
        case "pow", (_, Number(exponent)):
            return units[0] ** exponent
        case "sqrt", _:
            return units[0] ** 0.5
        case _:
            return PLAIN
