"""The scalar operations that equations are broken into, each with its meaning in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on numbers.

    Attributes:
        evaluate: What it does, on arrays.
        logical: Whether its result is true or false.
        flops: How many floating-point operations it is counted as; an elementary function as the multiplications and
            additions of its polynomial.
        library: The name of the function in the C library, where no vector code is written for it.
    """

    evaluate: Callable[..., Any]
    logical: bool = False
    flops: int = 1
    library: str = ""


def _select(condition: Any, when_true: Any, when_false: Any) -> Any:
    return np.where(condition, when_true, when_false)


_ELEMENTARY, _SLOW = 20, 40

OPERATIONS: Mapping[str, Operation] = {
    "add": Operation(np.add),
    "sub": Operation(np.subtract),
    "mul": Operation(np.multiply),
    "div": Operation(np.divide),
    "neg": Operation(np.negative),
    "abs": Operation(np.abs, flops=0),
    "sign": Operation(np.sign),
    "floor": Operation(np.floor),
    "ceil": Operation(np.ceil),
    "max": Operation(np.maximum),
    "min": Operation(np.minimum),
    "sqrt": Operation(np.sqrt),
    "exp": Operation(np.exp, flops=_ELEMENTARY),
    "expm1": Operation(np.expm1, flops=_ELEMENTARY),
    "log": Operation(np.log, flops=_ELEMENTARY),
    "log1p": Operation(np.log1p, flops=_ELEMENTARY),
    "tanh": Operation(np.tanh, flops=_ELEMENTARY),
    "logistic": Operation(special.expit, flops=_ELEMENTARY),
    "pow": Operation(np.power, flops=_SLOW, library="pow"),
    "sin": Operation(np.sin, flops=_SLOW, library="sin"),
    "cos": Operation(np.cos, flops=_SLOW, library="cos"),
    "tan": Operation(np.tan, flops=_SLOW, library="tan"),
    "asin": Operation(np.arcsin, flops=_SLOW, library="asin"),
    "acos": Operation(np.arccos, flops=_SLOW, library="acos"),
    "atan": Operation(np.arctan, flops=_SLOW, library="atan"),
    "atan2": Operation(np.arctan2, flops=_SLOW, library="atan2"),
    "sinh": Operation(np.sinh, flops=_SLOW, library="sinh"),
    "cosh": Operation(np.cosh, flops=_SLOW, library="cosh"),
    "cbrt": Operation(np.cbrt, flops=_SLOW, library="cbrt"),
    "erf": Operation(special.erf, flops=_SLOW, library="erf"),
    "erfc": Operation(special.erfc, flops=_SLOW, library="erfc"),
    "lgamma": Operation(special.gammaln, flops=_SLOW, library="lgamma"),
    "lt": Operation(np.less, logical=True),
    "le": Operation(np.less_equal, logical=True),
    "gt": Operation(np.greater, logical=True),
    "ge": Operation(np.greater_equal, logical=True),
    "eq": Operation(np.equal, logical=True),
    "ne": Operation(np.not_equal, logical=True),
    "and": Operation(np.logical_and, logical=True, flops=0),
    "or": Operation(np.logical_or, logical=True, flops=0),
    "xor": Operation(np.logical_xor, logical=True, flops=0),
    "not": Operation(np.logical_not, logical=True, flops=0),
    "select": Operation(_select, flops=0),
    "number": Operation(lambda truth: np.where(truth, 1.0, 0.0), flops=0),
}
"""By name. `number` makes 1 or 0 of a truth; `select` takes a truth, then what holds if so, then what holds if not."""
