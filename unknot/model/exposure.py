"""A regimen of doses: what acts on the inputs over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from unknot.evidence.load import intervention as find_intervention
from unknot.records import Dose
from unknot.units import convert

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Exposure:
    """When a dose is on, and how much of a usual session it amounts to.

    Attributes:
        intervention: The treatment.
        start: When it begins [day].
        duration: How long it lasts [day].
        amount: How much of one usual session it gives [session].
        levels: Inputs of the model that this dose acts on unlike its fact file says, each with its level.
    """

    intervention: str
    start: float
    duration: float
    amount: float
    levels: tuple[tuple[str, float], ...] = ()

    @property
    def end(self) -> float:
        """When it is over [day]."""
        return self.start + self.duration


def usual_minutes(doses: Iterable[Dose]) -> Mapping[str, float]:
    """The length that "one session" means for each treatment: this client's median [minute]."""
    lengths: defaultdict[str, list[float]] = defaultdict(list)
    for dose in doses:
        lengths[dose.intervention].append(dose.minutes)
    return {name: median(minutes) for name, minutes in lengths.items()}


def dose_amount(intervention: str, minutes: float, reference_minutes: float) -> float:
    r"""How much of a reference session a session of some length gives [session].

    $a(m) = f(m)/f(m_0)$ with $f(m) = m^n/(m_{1/2}^n + m^n)$; half-dose and steepness come from the fact file.
    """
    fact = find_intervention(intervention)
    return fact.amount(minutes) / fact.amount(reference_minutes)


def session(intervention: str, start: float, minutes: float, **levels: float) -> Exposure:
    """One dose of a known treatment, in units of the usual session of its fact file.

    Args:
        intervention: The treatment.
        start: When it begins [day].
        minutes: How long it lasts [minute].
        levels: Inputs that it acts on unlike its fact file says.
    """
    amount = dose_amount(intervention, minutes, find_intervention(intervention).usual_minutes)
    return Exposure(intervention, start, convert(minutes, "minute", "day"), amount, tuple(levels.items()))


def exposures(doses: Iterable[Dose], reference_minutes: Mapping[str, float]) -> tuple[Exposure, ...]:
    """The doses as exposures, in units of the reference session of each treatment."""
    return tuple(
        Exposure(
            intervention=dose.intervention,
            start=dose.day,
            duration=convert(dose.minutes, "minute", "day"),
            amount=dose_amount(dose.intervention, dose.minutes, reference_minutes[dose.intervention]),
        )
        for dose in doses
    )


def dose_rates(given: Iterable[Exposure], interventions: tuple[str, ...], edges: Numbers) -> Numbers:
    """Average dose rate in each step of a time grid.

    Args:
        given: The exposures.
        interventions: The treatments, one column each.
        edges: Edges of the steps [day]; n + 1 of them make n steps.

    Returns:
        Rates, shape (steps, interventions) [session/day].
    """
    rates = np.zeros((len(edges) - 1, len(interventions)))
    for exposure in given:
        overlap = np.minimum(edges[1:], exposure.end) - np.maximum(edges[:-1], exposure.start)
        share = np.clip(overlap, 0.0, None) / exposure.duration
        rates[:, interventions.index(exposure.intervention)] += share * exposure.amount / np.diff(edges)
    return rates


def input_levels(given: Iterable[Exposure], inputs: tuple[str, ...], edges: Numbers) -> Numbers:
    """Average level of every input in each step of a time grid; what acts at the same time adds up.

    A dose acts on `dose_<intervention>`, and on the inputs of its fact file while it lasts.

    Args:
        given: The exposures.
        inputs: The inputs of the model, one column each; those that no dose acts on stay 0.
        edges: Edges of the steps [day]; n + 1 of them make n steps.

    Returns:
        Levels, shape (steps, inputs), each in the unit of its input.
    """
    column = {name: place for place, name in enumerate(inputs)}
    levels = np.zeros((len(edges) - 1, len(inputs)))
    for exposure in given:
        overlap = np.minimum(edges[1:], exposure.end) - np.maximum(edges[:-1], exposure.start)
        share = np.clip(overlap, 0.0, None) / np.diff(edges)
        acts = dict(find_intervention(exposure.intervention).inputs) | dict(exposure.levels)
        acts[f"dose_{exposure.intervention}"] = exposure.amount / exposure.duration
        for name, level in acts.items():
            if name in column:
                levels[:, column[name]] += share * level
    return levels
