"""Formulas as data: numbers, names, operations and choices, without any library behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

TIME = "time"
"""The name that stands for the time of the simulation."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in an equation."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation, such as "add", on its arguments."""

    operation: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value where a condition holds, another where it does not."""

    condition: Expression
    holds: Expression
    fails: Expression


Expression: TypeAlias = Number | Name | Apply | Choice

ZERO, ONE = Number(0.0), Number(1.0)


def apply(operation: str, *arguments: Expression) -> Expression:
    """An operation on its arguments, without sums with 0 and products with 0 or 1."""
    match operation, arguments:
        case "add", (first, second) if second == ZERO:
            return first
        case "add", (first, second) if first == ZERO:
            return second
        case "sub", (first, second) if second == ZERO:
            return first
        case "mul", (first, second) if ZERO in (first, second):
            return ZERO
        case "mul", (first, second) if second == ONE:
            return first
        case "mul", (first, second) if first == ONE:
            return second
        case "div", (first, second) if second == ONE or first == ZERO:
            return first
        case "neg", (Number(value),):
            return Number(-value)
        case _:
            return Apply(operation, arguments)


def total(terms: list[Expression]) -> Expression:
    """The sum of some terms, 0 of none."""
    found: Expression = ZERO
    for term in terms:
        found = apply("add", found, term)
    return found


def children(expression: Expression) -> tuple[Expression, ...]:
    """The formulas that a formula is made of."""
    if isinstance(expression, Apply):
        return expression.arguments
    if isinstance(expression, Choice):
        return (expression.condition, expression.holds, expression.fails)
    return ()


def size(expression: Expression) -> int:
    """How many numbers, names and operations a formula holds."""
    return 1 + sum(size(child) for child in children(expression))


def names(expression: Expression) -> frozenset[str]:
    """The ids of all quantities in a formula."""
    if isinstance(expression, Name):
        return frozenset({expression.id})
    return frozenset[str]().union(*(names(child) for child in children(expression)))
