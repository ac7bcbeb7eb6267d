"""Random numbers that are functions of a counter: Philox 4x32 with ten rounds (Salmon and others 2011).

The noise of a state depends on the seed, the person, the step and the state's name alone; what is drawn of a person
on the seed, the person and the name alone. So neither chunks nor workers nor other mechanisms can change it.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import special

from unknot.model.exposure import Numbers

MULTIPLIERS, KEY_STEPS, ROUNDS = (0xD2511F53, 0xCD9E8D57), (0x9E3779B9, 0xBB67AE85), 10
MASK = 0xFFFFFFFF
ONCE = 0x80000000
"""Set in the last word of the counter for what is drawn of a person once, not in a step."""


def tag(name: str) -> int:
    """The word of the counter that stands for a state or a parameter."""
    return crc32(name.encode())


def philox(counter: tuple[Any, Any, Any, Any], key: tuple[int, int]) -> tuple[Any, Any, Any, Any]:
    """Four words of 32 bits for each counter; words are 64-bit arrays that hold 32 bits."""
    c0, c1, c2, c3 = (np.asarray(word, dtype=np.uint64) for word in counter)
    mask, shift = np.uint64(MASK), np.uint64(32)
    for turn in range(ROUNDS):
        k0, k1 = (np.uint64((word + turn * step) & MASK) for word, step in zip(key, KEY_STEPS, strict=True))
        first, second = np.uint64(MULTIPLIERS[0]) * c0, np.uint64(MULTIPLIERS[1]) * c2
        c0, c1, c2, c3 = (second >> shift) ^ c1 ^ k0, second & mask, (first >> shift) ^ c3 ^ k1, first & mask
    return c0, c1, c2, c3


def split(seed: int) -> tuple[int, int]:
    """A seed as the two words of a key."""
    return seed & MASK, (seed >> 32) & MASK


def drawn(
    name: str, persons: NDArray[np.uint64], seed: int, degrees_of_freedom: float | None, furthest: float
) -> Numbers:
    """Standard normal or Student-t numbers, one a person, none further out than `furthest`."""
    low, high = persons & np.uint64(MASK), persons >> np.uint64(32)
    first, second, _, _ = philox((low, 0, tag(name), high | np.uint64(ONCE)), split(seed))
    uniform = ((first << np.uint64(20)) + (second >> np.uint64(12)) + 0.5) * 2.0**-52
    normal = special.ndtri(uniform) if degrees_of_freedom is None else special.stdtrit(degrees_of_freedom, uniform)
    return np.clip(normal, -furthest, furthest)


def step_normals(name: str, persons: NDArray[np.uint64], step: int, seed: int) -> Numbers:
    """The standard normal numbers of a noisy state in a step, as the kernel draws them (Box and Muller's method)."""
    low, high = persons & np.uint64(MASK), persons >> np.uint64(32)
    words = philox((low, step // 4, tag(name), high), split(seed))
    size, angle = words[:2] if step % 4 < 2 else words[2:]
    radius = np.sqrt(-2.0 * np.log((size + 0.5) * 2.0**-32))
    turn = ((angle & np.uint64(0x1FFFFFFF)) + 0.5) * (2.0**-29 * np.pi / 4)
    swapped = (angle & np.uint64(0x20000000)) != 0
    a = np.where(swapped, np.sin(turn), np.cos(turn)) * np.where(angle & np.uint64(0x80000000), -1.0, 1.0)
    b = np.where(swapped, np.cos(turn), np.sin(turn)) * np.where(angle & np.uint64(0x40000000), -1.0, 1.0)
    return radius * (b if step % 2 else a)
