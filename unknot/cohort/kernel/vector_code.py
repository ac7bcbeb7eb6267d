"""Writing LLVM code on a few persons at once: constants, comparisons, and the elementary functions.

exp, expm1, log and log1p are polynomials after the usual reduction of their argument; tests hold them to 1e-13 of
NumPy's. exp never falls below 1e-304, and arguments of log are taken to be normal numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from llvmlite import ir

from unknot.cohort.kernel.operations import OPERATIONS

DOUBLE, LONG, BYTE, TRUTH = ir.DoubleType(), ir.IntType(64), ir.IntType(8), ir.IntType(1)
_FREE = ("contract", "nsz", "arcp")
_ROUNDING = 6755399441055744.0
"""1.5 * 2^52: adding it leaves the nearest whole number in the lowest bits."""
_ONE_BITS, _MANTISSA, _ROOT_HALF_BITS = 0x3FF0000000000000, 0x000FFFFFFFFFFFFF, 0x3FE6A09E667F3BCD
_BIASED = 0x4330000000000000
LOWEST, HIGHEST = -700.0, 709.0
_COMPARED = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


class VectorCode:
    """Writes operations on `lanes` persons at the place where its builder stands."""

    def __init__(self, builder: ir.IRBuilder, lanes: int) -> None:
        self.builder, self.lanes = builder, lanes
        self.real, self.whole = ir.VectorType(DOUBLE, lanes), ir.VectorType(LONG, lanes)

    def number(self, value: float) -> ir.Constant:
        """The same number for everyone."""
        return ir.Constant(self.real, [float(value)] * self.lanes)

    def bits(self, value: int) -> ir.Constant:
        """The same whole number for everyone."""
        return ir.Constant(self.whole, [value] * self.lanes)

    def spread(self, scalar: Any) -> Any:
        """A number of the machine, given to everyone."""
        kind = ir.VectorType(scalar.type, self.lanes)
        first = self.builder.insert_element(ir.Constant(kind, ir.Undefined), scalar, ir.IntType(32)(0))
        zeros = ir.Constant(ir.VectorType(ir.IntType(32), self.lanes), [0] * self.lanes)
        return self.builder.shuffle_vector(first, ir.Constant(kind, ir.Undefined), zeros)

    def fma(self, a: Any, b: Any, c: Any) -> Any:
        """The sum of a product and a number, rounded once."""
        return self._intrinsic("fma", a, b, c)

    def polynomial(self, x: Any, coefficients: Sequence[float]) -> Any:
        """A polynomial, lowest power first; even and odd powers run side by side."""
        squared = self.builder.fmul(x, x)
        even, odd = (self._horner(squared, coefficients[start::2]) for start in (0, 1))
        return even if odd is None else self.fma(odd, x, even)

    def apply(self, operation: str, arguments: Sequence[Any]) -> Any:
        """One operation of the graph; truths are vectors of bits."""
        if operation in _COMPARED:
            ordered = self.builder.fcmp_unordered if operation == "ne" else self.builder.fcmp_ordered
            return ordered(_COMPARED[operation], *arguments)
        if OPERATIONS[operation].library:
            return self._by_lane(OPERATIONS[operation].library, arguments)
        return getattr(self, f"_{operation}")(*arguments)

    def _horner(self, x: Any, coefficients: Sequence[float]) -> Any:
        if not coefficients:
            return None
        total: Any = self.number(coefficients[-1])
        for coefficient in reversed(coefficients[:-1]):
            total = self.fma(total, x, self.number(coefficient))
        return total

    def _intrinsic(self, name: str, *arguments: Any) -> Any:
        kind = ir.FunctionType(self.real, [self.real] * len(arguments))
        return self.builder.call(self._declared(f"llvm.{name}.v{self.lanes}f64", kind), arguments)

    def _declared(self, name: str, kind: ir.FunctionType) -> Any:
        known = self.builder.module.globals.get(name)
        return known or ir.Function(self.builder.module, kind, name)

    def _by_lane(self, name: str, arguments: Sequence[Any]) -> Any:
        function = self._declared(name, ir.FunctionType(DOUBLE, [DOUBLE] * len(arguments)))
        result: Any = self.number(0.0)
        for lane in range(self.lanes):
            place = ir.IntType(32)(lane)
            one = self.builder.call(function, [self.builder.extract_element(a, place) for a in arguments])
            result = self.builder.insert_element(result, one, place)
        return result

    def _free(self, name: str, a: Any, b: Any) -> Any:
        """Arithmetic that may be contracted to a fused multiply-add."""
        arithmetic: Any = getattr(self.builder, name)
        return arithmetic(a, b, flags=_FREE)

    def _add(self, a: Any, b: Any) -> Any:
        return self._free("fadd", a, b)

    def _sub(self, a: Any, b: Any) -> Any:
        return self._free("fsub", a, b)

    def _mul(self, a: Any, b: Any) -> Any:
        return self._free("fmul", a, b)

    def _div(self, a: Any, b: Any) -> Any:
        return self._free("fdiv", a, b)

    def _neg(self, a: Any) -> Any:
        return self.builder.fneg(a)

    def _abs(self, a: Any) -> Any:
        return self._intrinsic("fabs", a)

    def _floor(self, a: Any) -> Any:
        return self._intrinsic("floor", a)

    def _ceil(self, a: Any) -> Any:
        return self._intrinsic("ceil", a)

    def _sqrt(self, a: Any) -> Any:
        return self._intrinsic("sqrt", a)

    def _sign(self, a: Any) -> Any:
        one = self._intrinsic("copysign", self.number(1.0), a)
        return self.builder.select(self.builder.fcmp_ordered("==", a, self.number(0.0)), a, one)

    def _max(self, a: Any, b: Any) -> Any:
        return self.builder.select(self.builder.fcmp_unordered(">", a, b), a, b)

    def _min(self, a: Any, b: Any) -> Any:
        return self.builder.select(self.builder.fcmp_unordered("<", a, b), a, b)

    def _and(self, a: Any, b: Any) -> Any:
        return self.builder.and_(a, b)

    def _or(self, a: Any, b: Any) -> Any:
        return self.builder.or_(a, b)

    def _xor(self, a: Any, b: Any) -> Any:
        return self.builder.xor(a, b)

    def _not(self, a: Any) -> Any:
        return self.builder.not_(a)

    def _select(self, truth: Any, a: Any, b: Any) -> Any:
        return self.builder.select(truth, a, b)

    def _number(self, truth: Any) -> Any:
        return self.builder.select(truth, self.number(1.0), self.number(0.0))

    def _reduced(self, x: Any) -> tuple[Any, Any]:
        """e^x = scale * e^r with r within half of ln 2; returns the scale and e^r - 1."""
        x = self._min(self._max(x, self.number(LOWEST)), self.number(HIGHEST))
        shifted = self.fma(x, self.number(1 / math.log(2)), self.number(_ROUNDING))
        turns = self.builder.fsub(shifted, self.number(_ROUNDING))
        r = self.fma(turns, self.number(-6.93147180369123816490e-01), x)
        r = self.fma(turns, self.number(-1.90821492927058770002e-10), r)
        lifted = self.builder.shl(self.builder.bitcast(shifted, self.whole), self.bits(52))
        scale = self.builder.bitcast(self.builder.add(lifted, self.bits(_ONE_BITS)), self.real)
        tail = self.polynomial(r, [1 / math.factorial(n) for n in range(2, 13)])
        return scale, self.fma(self.builder.fmul(r, r), tail, r)

    def _exp(self, x: Any) -> Any:
        scale, less_one = self._reduced(x)
        return self.fma(scale, less_one, scale)

    def _expm1(self, x: Any) -> Any:
        scale, less_one = self._reduced(x)
        return self.fma(scale, less_one, self.builder.fsub(scale, self.number(1.0)))

    def _logistic(self, x: Any) -> Any:
        return self._div(self.number(1.0), self._add(self.number(1.0), self._exp(self._neg(x))))

    def _tanh(self, x: Any) -> Any:
        grown = self._expm1(self.builder.fmul(x, self.number(2.0)))
        near = self._div(grown, self._add(grown, self.number(2.0)))
        return self.builder.select(self.builder.fcmp_ordered(">", x, self.number(20.0)), self.number(1.0), near)

    def log_of_normal(self, x: Any, terms: int = 10) -> Any:
        """The logarithm of positive normal numbers, by so many terms of its series."""
        shifted = self.builder.sub(self.builder.bitcast(x, self.whole), self.bits(_ROOT_HALF_BITS))
        lifted = self.builder.lshr(self.builder.add(shifted, self.bits(_ONE_BITS)), self.bits(52))
        exponent = self.builder.bitcast(self.builder.or_(lifted, self.bits(_BIASED)), self.real)
        exponent = self.builder.fsub(exponent, self.number(2.0**52 + 1023.0))
        mantissa = self.builder.add(self.builder.and_(shifted, self.bits(_MANTISSA)), self.bits(_ROOT_HALF_BITS))
        m = self.builder.bitcast(mantissa, self.real)
        above = self.builder.fsub(m, self.number(1.0))
        s = self.builder.fdiv(above, self.builder.fadd(m, self.number(1.0)))
        squared = self.builder.fmul(s, s)
        series = self.polynomial(squared, [2.0 / (2 * n + 3) for n in range(terms)])
        tail = self.builder.fmul(self.builder.fmul(s, squared), series)
        low = self.fma(exponent, self.number(1.90821492927058770002e-10), tail)
        near = self.fma(s, self.number(2.0), low)
        return self.fma(exponent, self.number(6.93147180369123816490e-01), near)

    def _log(self, x: Any) -> Any:
        found = self.log_of_normal(x)
        infinite = self._div(self.number(-1.0), self._abs(x))
        nothing = self.builder.fcmp_ordered("==", x, self.number(0.0))
        below = self.builder.fcmp_ordered("<", x, self.number(0.0))
        found = self.builder.select(nothing, infinite, found)
        return self.builder.select(below, self.number(math.nan), found)

    def _log1p(self, x: Any) -> Any:
        one = self.number(1.0)
        whole = self.builder.fadd(one, x)
        lost = self.builder.fsub(x, self.builder.fsub(whole, one))
        return self._add(self._log(whole), self._div(lost, whole))
