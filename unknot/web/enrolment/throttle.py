"""Guessing codes is slow: so many wrong tries an hour from one address, and so many in all."""

from __future__ import annotations

import time
from collections import deque

WINDOW_SECONDS = 3600
FROM_ONE_ADDRESS, IN_ALL = 10, 300

_wrong: deque[tuple[float, str]] = deque()


def may_try(address: str) -> bool:
    """Whether another code may be tried."""
    horizon = time.monotonic() - WINDOW_SECONDS
    while _wrong and _wrong[0][0] < horizon:
        _wrong.popleft()
    return len(_wrong) < IN_ALL and sum(1 for _, of in _wrong if of == address) < FROM_ONE_ADDRESS


def was_wrong(address: str) -> None:
    """Count a wrong code."""
    _wrong.append((time.monotonic(), address))


def forget() -> None:
    """Start to count afresh."""
    _wrong.clear()
