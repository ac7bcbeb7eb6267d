"""How often Python looks for garbage while a command runs."""

from __future__ import annotations

import gc

_OBJECTS = 500_000


def look_for_garbage_seldom() -> None:
    """For a command that soon ends: most of what it makes are imports, which stay.

    Looking through them again and again took a twentieth of a report's time. Commands that run long keep to what Python
    does by itself.
    """
    gc.set_threshold(_OBJECTS)
