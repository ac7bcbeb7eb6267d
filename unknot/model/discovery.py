"""Finding the mechanisms: every concrete one in a file of the folder `mechanisms`, without a list to keep."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import isabstract, isclass
from pkgutil import iter_modules

from unknot.model import mechanisms
from unknot.model.mechanism import Input, Mechanism


def mechanism_classes() -> tuple[type[Mechanism], ...]:
    """The mechanisms in the order of their files and names."""
    files = sorted(f"{mechanisms.__name__}.{entry.name}" for entry in iter_modules(mechanisms.__path__))
    return tuple(found for file in files for found in _defined_in(file))


def typical_mechanisms() -> tuple[Mechanism, ...]:
    """One instance of every mechanism, with the values of a typical person."""
    return tuple(found.typical() for found in mechanism_classes())


@cache
def known_inputs() -> Mapping[str, Input]:
    """Every input that some mechanism listens to, whether or not it is part of a model."""
    return {key: entry for mechanism in typical_mechanisms() for key, entry in mechanism.inputs().items()}


def _defined_in(file: str) -> list[type[Mechanism]]:
    """Those that a file makes itself, not those that it imports."""
    entries = [entry for _, entry in sorted(vars(import_module(file)).items()) if isclass(entry)]
    return [
        entry
        for entry in entries
        if issubclass(entry, Mechanism) and entry.__module__ == file and not isabstract(entry)
    ]
