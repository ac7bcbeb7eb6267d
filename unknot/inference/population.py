"""A population as the diary model meets it: priors of what a diary teaches, and what is expected at its start."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.population import Population
from unknot.inference.diary_model import DiaryModel
from unknot.model.exposure import Numbers
from unknot.model.parameter import LogNormal, Prior

LEARNED = {
    "nociception.drift": "drift",
    "nociception.fluctuation_sd": "fluctuation_sd",
    "nociception.fluctuation_time": "fluctuation_time",
    "perception.rating_noise": "rating_noise",
}
"""The parameters whose spread over people a population holds, with their names there."""


def priors(population: Population) -> Mapping[str, Prior]:
    """Priors of the parameters that a diary teaches, by full name."""
    return {
        name: LogNormal(getattr(population, f"{short}_median"), getattr(population, f"{short}_log_sd"))
        for name, short in LEARNED.items()
    }


def levels(population: Population, z: Numbers) -> Mapping[str, Numbers]:
    """Where people start, by full name of the parameter, for draws of the kind of people they belong to.

    Args:
        population: The population.
        z: Standard normal draws that choose the kind, ordered by its level so that neighbours are alike.
    """
    order = np.argsort(population.level_means)
    place = np.minimum((ndtr(z) * len(order)).astype(int), len(order) - 1)
    return {
        "nociception.usual_drive": np.asarray(population.level_means)[order][place],
        "nociception.drive_spread": np.asarray(population.level_sds)[order][place],
    }


def expected_sizes(diary: DiaryModel) -> Numbers:
    """How far the population expects the sizes of the effects from zero, by state.

    Claims start from zero; forecasts do not.
    """
    states = diary.structure.states
    shift = np.zeros(len(states))
    for name in diary.interventions:
        size = f"relief_{name}.size"
        if size in states:
            shift[states.index(size)] = find_intervention(name).size_mean
    return shift
