"""Work for engines that costs nothing; another process imports it from here."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Errand:
    """A number, and what happens on the way.

    Attributes:
        number: The number.
        deadly: Whether the process dies over it.
        flag: A file that is made before the process dies, so that it happens once.
    """

    number: int
    deadly: bool = False
    flag: Path | None = None


def square(errand: Errand) -> int:
    """The square of the number, unless the process dies."""
    if errand.deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    if errand.flag is not None and not errand.flag.exists():
        errand.flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return errand.number**2
