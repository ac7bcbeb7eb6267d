"""Formulas worked out with plain Python, so that they can be held against the equations they came from."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping

from unknot.exchange.expression import Apply, Choice, Expression, Name, Number, names
from unknot.exchange.system import System

OPERATIONS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "pow": operator.pow,
    "exp": math.exp,
    "ln": math.log,
    "max": max,
    "min": min,
    "floor": math.floor,
    "cos": math.cos,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "and": lambda first, second: first and second,
}


def value(formula: Expression, known: Mapping[str, float]) -> float:
    match formula:
        case Number(number):
            return number
        case Name(key):
            return known[key]
        case Choice(condition, holds, fails):
            return value(holds if value(condition, known) else fails, known)
        case Apply(operation, arguments):
            return OPERATIONS[operation](*(value(one, known) for one in arguments))


def everything(system: System, states: Mapping[str, float], given: Mapping[str, float], time: float = 0.0):
    """Every quantity by its id, rules taken in whatever order they need."""
    known = {one.id: one.value for one in system.constants} | dict(states) | dict(given) | {"time": time}
    waiting = list(system.rules)
    while waiting:
        ready = [rule for rule in waiting if names(rule.formula) <= set(known)]
        assert ready, [rule.id for rule in waiting]
        known |= {rule.id: value(rule.formula, known) for rule in ready}
        waiting = [rule for rule in waiting if rule.id not in known]
    return known
