"""Writers of one process wait in line: first come, first served.

SQLite lets one writer in at a time and makes the others look again after pauses that grow; whoever comes late may be
luckier than whoever waits. A lock in front of it gives the turn to the next at once.
"""

from __future__ import annotations

import threading

_writing = threading.Lock()


class Turn:
    """The turn of one connection: taken before a transaction begins, given back after it ends."""

    def __init__(self) -> None:
        self.mine = False

    def take(self, seconds: float) -> None:
        """Wait for the turn; after some time go on without it, as SQLite itself still keeps writers apart."""
        if not self.mine:
            self.mine = _writing.acquire(timeout=seconds)

    def give_back(self) -> None:
        """Let the next one write."""
        if self.mine:
            self.mine = False
            _writing.release()
