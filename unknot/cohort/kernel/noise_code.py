"""LLVM code for the noise: four steps of one state at a time, for a few persons at once."""

from __future__ import annotations

import math
from typing import Any

from unknot.cohort.kernel.random_numbers import KEY_STEPS, MASK, MULTIPLIERS, ROUNDS
from unknot.cohort.kernel.vector_code import VectorCode

_LOG_TERMS, _SINE_TERMS = 6, 6
"""Enough for normal numbers to 1e-10, far below what a word of 32 bits resolves."""


def four_normals(code: VectorCode, counter: tuple[Any, Any, Any, Any], key: tuple[Any, Any]) -> list[Any]:
    """Standard normal numbers of four steps that follow each other.

    Args:
        code: Where it is written.
        counter: Vectors of words: person, group of four steps, state, person's upper word.
        key: The seed, as vectors of words.
    """
    words = _philox(code, counter, key)
    return [*_pair(code, words[0], words[1]), *_pair(code, words[2], words[3])]


def _philox(code: VectorCode, counter: tuple[Any, Any, Any, Any], key: tuple[Any, Any]) -> tuple[Any, Any, Any, Any]:
    b, mask, shift = code.builder, code.bits(MASK), code.bits(32)
    (c0, c1, c2, c3), (k0, k1) = counter, key
    for turn in range(ROUNDS):
        if turn:
            k0 = b.and_(b.add(k0, code.bits(KEY_STEPS[0])), mask)
            k1 = b.and_(b.add(k1, code.bits(KEY_STEPS[1])), mask)
        first, second = b.mul(code.bits(MULTIPLIERS[0]), c0), b.mul(code.bits(MULTIPLIERS[1]), c2)
        c0, c2 = b.xor(b.xor(b.lshr(second, shift), c1), k0), b.xor(b.xor(b.lshr(first, shift), c3), k1)
        c1, c3 = b.and_(second, mask), b.and_(first, mask)
    return c0, c1, c2, c3


def _pair(code: VectorCode, size: Any, angle: Any) -> tuple[Any, Any]:
    b = code.builder
    uniform = code.fma(_real(code, size), code.number(2.0**-32), code.number(2.0**-33))
    squared = b.fmul(code.log_of_normal(uniform, _LOG_TERMS), code.number(-2.0))
    radius = code.apply("sqrt", [squared])
    unit = 2.0**-29 * math.pi / 4
    turn = code.fma(_real(code, b.and_(angle, code.bits(0x1FFFFFFF))), code.number(unit), code.number(unit / 2))
    square = b.fmul(turn, turn)
    sine = b.fmul(turn, code.polynomial(square, [_series(2 * n + 1) for n in range(_SINE_TERMS)]))
    cosine = code.polynomial(square, [_series(2 * n) for n in range(_SINE_TERMS + 1)])
    swapped = b.icmp_unsigned("!=", b.and_(angle, code.bits(0x20000000)), code.bits(0))
    first, second = b.select(swapped, sine, cosine), b.select(swapped, cosine, sine)
    return b.fmul(radius, _signed(code, first, angle, 32)), b.fmul(radius, _signed(code, second, angle, 33))


def _series(power: int) -> float:
    return (-1.0) ** (power // 2) / math.factorial(power)


def _real(code: VectorCode, word: Any) -> Any:
    """A word of 32 bits as a number."""
    raised = code.builder.or_(word, code.bits(0x4330000000000000))
    return code.builder.fsub(code.builder.bitcast(raised, code.real), code.number(2.0**52))


def _signed(code: VectorCode, value: Any, word: Any, by: int) -> Any:
    """The value with the sign that one bit of a word says."""
    sign = code.builder.and_(code.builder.shl(word, code.bits(by)), code.bits(1 << 63))
    return code.builder.bitcast(code.builder.xor(code.builder.bitcast(value, code.whole), sign), code.real)
