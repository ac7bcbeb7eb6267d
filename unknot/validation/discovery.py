"""Finding the experiments: every `EXPERIMENT` in a file of the folder `experiments`, without a list to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from unknot.errors import ModelError, did_you_mean
from unknot.validation import experiments
from unknot.validation.experiment import Experiment


@cache
def all_experiments() -> Mapping[str, Experiment]:
    """Every experiment by the key of its case, in the order of the keys."""
    files = [f"{experiments.__name__}.{entry.name}" for entry in iter_modules(experiments.__path__)]
    found: list[Experiment] = [import_module(file).EXPERIMENT for file in files]
    return {one.case: one for one in sorted(found, key=lambda one: one.case)}


def chosen_experiments(cases: Sequence[str]) -> tuple[Experiment, ...]:
    """The experiments of some cases; every one when none is named.

    Raises:
        ModelError: If there is no such case.
    """
    known = all_experiments()
    for case in cases:
        if case not in known:
            raise ModelError("There is no experiment of this name.", given=repr(case), todo=did_you_mean(case, known))
    return tuple(known[case] for case in cases) if cases else tuple(known.values())
