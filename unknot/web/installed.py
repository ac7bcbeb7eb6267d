"""The apps of the practice app: every folder with an `apps.py`, without a list to keep."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent


def app_names() -> list[str]:
    """The full names of the apps, in the order of the alphabet."""
    return [f"{__package__}.{path.parent.name}" for path in sorted(FOLDER.glob("*/apps.py"))]


@cache
def modules_named(name: str) -> Sequence[ModuleType]:
    """The module of this name in every app that has one; looked for once, because every page asks."""
    there = (f"{app}.{name}" for app in app_names())
    return tuple(import_module(module) for module in there if find_spec(module) is not None)
