"""A bank of parameter draws and the diary it is run along, each draw with a filter of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray
from scipy.special import ndtri

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.population import Population
from unknot.inference.ahead import predictions_ahead
from unknot.inference.diary_model import PAIN, DiaryModel, diary_model
from unknot.inference.filtering import Events
from unknot.inference.pareto import normalised_weights
from unknot.inference.population import expected_sizes, levels, priors
from unknot.inference.sobol import scrambled_sobol
from unknot.inference.timeline import Timeline, build_timeline
from unknot.model.answering import REPEATING
from unknot.model.exposure import Numbers, exposures
from unknot.model.linearise import LinearModel, Structure, linearise
from unknot.model.model import Model
from unknot.model.parameter import Prior
from unknot.model.traced import traced_once
from unknot.records import Record


@dataclass(frozen=True)
class Bank:
    """Draws that were run along a diary; at each answer only what came before it was used.

    Attributes:
        z: Whitened coordinates of the draws, shape (draws, size).
        surplus: Logarithm of the prior density over the density they were drawn from, by draw.
        log_probability: Of each answer given those before it, shape (draws, answers).
        mean: Rating expected from the origin of its forecast [nrs], same shape.
        sd: Its standard deviation, rating noise included, rounding left out [nrs].
    """

    z: Numbers
    surplus: Numbers
    log_probability: Numbers
    mean: Numbers
    sd: Numbers

    def weights(self, answers: int) -> Numbers:
        """Normalised weights of the draws after some answers."""
        return normalised_weights(self.surplus + self.log_probability[:, :answers].sum(axis=1))


@dataclass(frozen=True)
class Track:
    """A diary made ready for running banks along it.

    Attributes:
        diary: The model matched to the record, at the values of the population.
        population: What is expected of a person before any answer.
        priors: Priors of the learned parameters by full name.
        shift: What the population adds to the expected start of the states.
        timeline: The events.
        rows: The events that hold an answer on pain.
        origins: For each event, the last event whose answer its forecast may use; -1 for none.
        span: The most events between an event and its origin; 0 where the origin is the answer before.
    """

    diary: DiaryModel
    population: Population
    priors: Mapping[str, Prior]
    shift: Numbers
    timeline: Timeline
    rows: NDArray[np.intp]
    origins: NDArray[np.intp]
    span: int

    @classmethod
    def of(cls, record: Record, population: Population, horizon: int = 1, to_come: Sequence[float] = ()) -> Track:
        """Prepare a record with answers on pain alone.

        Args:
            record: The record.
            population: What is expected of a person before any answer.
            horizon: How many answers ahead forecasts are made.
            to_come: Moments after the last answer for which a rating is forecast [day].
        """
        diary = diary_model(record)
        # Against the usual length of the fact file: this client's own median is not known before the last session.
        minutes = {name: find_intervention(name).usual_minutes for name in diary.interventions}
        given = exposures(record.doses, minutes)
        # Repeating the last answer is a way of answering of its own in a mixture of forecasts.
        model = diary.model.with_values({REPEATING: 0.0})
        diary = replace(diary, model=model, given=given, minutes=minutes)
        timeline = build_timeline(record, diary.instruments, given, diary.interventions, to_come)
        rows = np.flatnonzero(timeline.answered[:, diary.instruments.index(PAIN)])
        origins = np.full(len(timeline.days), -1)
        origins[rows[horizon:]] = rows[:-horizon]
        span = int(np.max(rows[horizon:] - rows[:-horizon], initial=1)) if horizon > 1 else 0
        learned = {**diary.model.learned(), **priors(population)}
        del learned[REPEATING]
        return cls(diary, population, learned, expected_sizes(diary), timeline, rows, origins, span)

    @property
    def size(self) -> int:
        """How many coordinates a draw has: one for each prior, and one for the kind of people."""
        return len(self.priors) + 1

    def linear(self, z: Numbers) -> LinearModel:
        """The linear state spaces of a bank, leading axis draws."""
        values = {
            name: jnp.asarray(prior.value(jnp.asarray(z[:, i]))) for i, (name, prior) in enumerate(self.priors.items())
        }
        values |= {name: jnp.asarray(level) for name, level in levels(self.population, z[:, -1]).items()}
        return _linear_models(self.diary.model, self.diary.structure, values, jnp.asarray(self.shift))

    def run(self, z: Numbers, surplus: Numbers) -> Bank:
        """Run a bank along the diary.

        Args:
            z: Whitened coordinates, shape (draws, size).
            surplus: Logarithm of the prior density over the density they were drawn from, by draw.
        """
        found = predictions_ahead(
            self.diary.structure,
            Events.of(self.timeline),
            self.linear(z),
            self.diary.instruments.index(PAIN),
            jnp.asarray(self.origins),
            self.span,
        )
        log_probability, mean, variance = (np.asarray(part)[:, self.rows] for part in found)
        return Bank(z, surplus, log_probability, mean, np.sqrt(variance))


def evenly_spread(count: int, size: int, generator: np.random.Generator) -> Numbers:
    """Standard normal points that fill the space evenly (scrambled Sobol points).

    Args:
        count: How many, a power of two.
        size: Their dimension.
        generator: Where the scrambling comes from.
    """
    uniform = scrambled_sobol(size, count, generator)
    return ndtri(np.clip(uniform, 1e-9, 1 - 1e-9))


@traced_once
def _linear_models(model: Model, structure: Structure, values: Mapping[str, Array], shift: Array) -> LinearModel:
    def one(at: Mapping[str, Array]) -> LinearModel:
        linear = linearise(model.with_values(at), structure)
        return eqx.tree_at(lambda entry: entry.mean, linear, linear.mean + shift)

    return jax.vmap(one)(values)
