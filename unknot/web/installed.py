"""The apps of the practice app: every folder with an `apps.py`, without a list to keep."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent


def app_names() -> list[str]:
    """The full names of the apps, in the order of the alphabet."""
    return [f"{__package__}.{path.parent.name}" for path in sorted(FOLDER.glob("*/apps.py"))]


def modules_named(name: str) -> Iterator[ModuleType]:
    """The module of this name in every app that has one."""
    for app in app_names():
        if find_spec(f"{app}.{name}") is not None:
            yield import_module(f"{app}.{name}")
