"""How often: so many times an hour by one visitor, and so many in all.

What is counted lies in the memory of one process. Where several serve, each counts for itself.
"""

from __future__ import annotations

import time
from collections import deque
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

WINDOW_SECONDS = 3600
HOUSEHOLD_BITS = 64
"""Of an IPv6 address, what a provider gives to one customer."""


class Pace:
    """Counts what visitors do.

    Args:
        by_one: How often one visitor may within an hour.
        in_all: How often all of them together may.
    """

    def __init__(self, by_one: int, in_all: int) -> None:
        self.by_one, self.in_all = by_one, in_all
        self._done: deque[tuple[float, str]] = deque()

    def allows(self, who: str) -> bool:
        """Whether a visitor may once more."""
        horizon = time.monotonic() - WINDOW_SECONDS
        while self._done and self._done[0][0] < horizon:
            self._done.popleft()
        return len(self._done) < self.in_all and sum(1 for _, by in self._done if by == who) < self.by_one

    def count(self, who: str) -> None:
        """Count one more time."""
        self._done.append((time.monotonic(), who))

    def forget(self) -> None:
        """Start to count afresh."""
        self._done.clear()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: in a clinic what the proxy in front says, which is the last to add to the header."""
    said = "" if settings.ON_LOOPBACK else request.headers.get("X-Forwarded-For", "")
    return _neighbourhood(said.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))


def _neighbourhood(address: str) -> str:
    """An address, or the network of one household where everybody there has more addresses than can be counted."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, HOUSEHOLD_BITS), strict=False))
    return str(found)
