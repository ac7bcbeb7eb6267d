"""What each primitive of JAX says as a formula; one that is not listed here cannot be exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

from unknot.exchange.expression import ONE, ZERO, Apply, Choice, Expression, Number, apply

Maker: TypeAlias = Callable[[Sequence[Expression], Mapping[str, Any]], Expression]

CALLS = ("jit", "pjit", "closed_call", "core_call", "custom_jvp_call", "custom_vjp_call", "checkpoint", "remat2")
"""Primitives that only hold further equations."""

_SAME_NAME = ("add", "sub", "mul", "div", "neg", "pow", "exp", "max", "min", "sqrt", "abs", "floor", "ceil")
_TRIGONOMETRY = ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh")
CONDITIONS = ("gt", "ge", "lt", "le", "eq", "ne", "and", "or", "not", "xor")
"""Operations whose result holds or does not."""
_UNCHANGED = ("copy", "copy_p", "stop_gradient", "broadcast_in_dim", "reshape", "squeeze", "reduce_precision")


def _same(operation: str) -> Maker:
    return lambda given, _: apply(operation, *given)


def _converted(given: Sequence[Expression], settings: Mapping[str, Any]) -> Expression:
    """A number stays what it is; a condition that becomes a number is 1 where it holds."""
    (value,) = given
    kind = np.dtype(settings["new_dtype"]).kind
    if kind == "f" and isinstance(value, Apply) and value.operation in CONDITIONS:
        return Choice(value, ONE, ZERO)
    return value


def _selected(given: Sequence[Expression], _: Mapping[str, Any]) -> Expression:
    """`select_n` names what holds when the condition fails first."""
    condition, fails, holds = given
    return Choice(condition, holds, fails)


def _clamped(given: Sequence[Expression], _: Mapping[str, Any]) -> Expression:
    least, value, most = given
    return apply("min", apply("max", value, least), most)


def _whole_power(given: Sequence[Expression], settings: Mapping[str, Any]) -> Expression:
    return apply("pow", given[0], Number(float(settings["y"])))


def _logistic(given: Sequence[Expression], _: Mapping[str, Any]) -> Expression:
    return apply("div", ONE, apply("add", ONE, apply("exp", apply("neg", given[0]))))


PRIMITIVES: Mapping[str, Maker] = MappingProxyType(
    {
        **{name: _same(name) for name in (*_SAME_NAME, *_TRIGONOMETRY, *CONDITIONS)},
        **{name: lambda given, _: given[0] for name in _UNCHANGED},
        "add_any": _same("add"),
        "log": _same("ln"),
        "log1p": lambda given, _: apply("ln", apply("add", ONE, given[0])),
        "expm1": lambda given, _: apply("sub", apply("exp", given[0]), ONE),
        "square": lambda given, _: apply("pow", given[0], Number(2.0)),
        "rsqrt": lambda given, _: apply("div", ONE, apply("sqrt", given[0])),
        "integer_pow": _whole_power,
        "logistic": _logistic,
        "clamp": _clamped,
        "select_n": _selected,
        "convert_element_type": _converted,
    }
)
