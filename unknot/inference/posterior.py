"""What is known about one person after the data: weighted draws, each with a Gaussian for everything linear."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from unknot.errors import ModelError, did_you_mean
from unknot.inference.diary_model import DiaryModel
from unknot.inference.target import LastMoments, Target
from unknot.model.exposure import Numbers
from unknot.records import Record


@dataclass(frozen=True)
class Check:
    """How far the draws can be trusted.

    Attributes:
        engine: "importance sampling", "NUTS" or, in a preview, "maximum alone".
        effective_sample_size: How many independent draws they are worth.
        pareto_k: Shape of the importance weights' tail; None for NUTS.
        r_hat: Largest split R-hat; None for importance sampling.
    """

    engine: str
    effective_sample_size: float
    pareto_k: float | None = None
    r_hat: float | None = None

    @property
    def trustworthy(self) -> bool:
        """Whether the usual limits hold: at least 100 effective draws, Pareto k up to 0.7, R-hat up to 1.05."""
        return (
            self.effective_sample_size >= 100
            and (self.pareto_k is None or self.pareto_k <= 0.7)
            and (self.r_hat is None or self.r_hat <= 1.05)
        )


@dataclass(frozen=True)
class Posterior:
    """One person's posterior.

    Attributes:
        record: What it was learned from.
        diary: The model matched to the record.
        target: The data under that model.
        z: Whitened coordinates of the learned parameters, shape (draws, learned).
        weights: Normalised weights of the draws.
        log_likelihood: Of the answers, by draw.
        last: Moments of the states after the last event, by draw.
        check: How far the draws can be trusted.
        seed: Seed of all random numbers.
        expects: Whether sizes start from what is expected of people already; claims start from zero.
    """

    record: Record
    diary: DiaryModel
    target: Target
    z: Numbers
    weights: Numbers
    log_likelihood: Numbers
    last: LastMoments
    check: Check
    seed: int
    expects: bool = False

    @cached_property
    def parameters(self) -> Mapping[str, Numbers]:
        """Draws of the learned parameters, by full name, each in its own unit."""
        priors = self.diary.model.learned()
        return {name: np.asarray(prior.value(self.z[:, i])) for i, (name, prior) in enumerate(priors.items())}

    @property
    def last_day(self) -> float:
        """The last moment at which something happened [day]."""
        answers = [answer.day for answer in self.record.responses if answer.instrument in self.diary.instruments]
        return max(*answers, *(exposure.end for exposure in self.diary.given), -np.inf)

    def chosen(self, count: int, weights: Numbers | None = None) -> NDArray[np.intp]:
        """Places of equally weighted draws, picked systematically by weight.

        Args:
            count: How many.
            weights: Normalised weights under another prior; the posterior's own when left out.
        """
        generator = np.random.default_rng((self.seed, 1))
        ticks = (np.arange(count) + generator.random()) / count
        reached = np.cumsum(self.weights if weights is None else weights)
        return np.searchsorted(reached, ticks).clip(0, len(reached) - 1)

    def state_draws(self, names: tuple[str, ...], places: NDArray[np.intp] | None = None) -> Mapping[str, Numbers]:
        """Joint draws of states after the last event.

        Args:
            names: Full names of the states.
            places: Which draws to use, as from `chosen`; every draw once when left out.

        Raises:
            ModelError: If the diary model holds no such state.
        """
        states = self.diary.structure.states
        for name in names:
            if name not in states:
                raise ModelError("No such state.", given=repr(name), todo=did_you_mean(name, states))
        rows = np.arange(len(self.z)) if places is None else places
        columns = np.asarray([states.index(name) for name in names])
        mean = self.last.mean[rows][:, columns]
        covariance = self.last.covariance[rows][:, columns[:, None], columns[None, :]]
        values, vectors = np.linalg.eigh(covariance)
        normal = np.random.default_rng((self.seed, 2)).standard_normal(mean.shape)
        drawn = mean + np.einsum("dij,dj->di", vectors, np.sqrt(np.clip(values, 0, None)) * normal)
        return {name: drawn[:, i] for i, name in enumerate(names)}

    @property
    def data_hash(self) -> str:
        """SHA-256 of the record."""
        return hashlib.sha256(self.record.to_json().encode()).hexdigest()
