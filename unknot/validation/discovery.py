"""Finding the experiments: every `EXPERIMENT` in a file of the folder `experiments`, without a list to keep."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from unknot.validation import experiments
from unknot.validation.experiment import Experiment


@cache
def all_experiments() -> Mapping[str, Experiment]:
    """Every experiment by the key of its case, in the order of the keys."""
    files = [f"{experiments.__name__}.{entry.name}" for entry in iter_modules(experiments.__path__)]
    found: list[Experiment] = [import_module(file).EXPERIMENT for file in files]
    return {one.case: one for one in sorted(found, key=lambda one: one.case)}
