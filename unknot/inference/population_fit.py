"""Fitting a population: empirical Bayes from moments of each person, never from their answers.

Each person's diary is filtered once for many parameter draws; that stays where the diary is. A round of the fit then
asks every person for two numbers per parameter, the mean and the mean square of its logarithm as believed under the
present population, and averages them. Sets of persons count alike, however many persons each has, and published
figures enter as one more set: a new client may come from any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import jax.numpy as jnp
import numpy as np

from unknot.errors import FitError
from unknot.evidence.population import Population
from unknot.inference.bank import Track, evenly_spread
from unknot.inference.diary_model import PAIN
from unknot.inference.pareto import normalised_weights
from unknot.inference.population import LEARNED
from unknot.model.exposure import Numbers
from unknot.records import Record

DRAWS = 512
FEWEST_ANSWERS = 5
ANYONE = {f"anyone else, level near {level}": float(level) for level in range(1, 10, 2)}
"""Someone like nobody so far, as likely at one level of the scale as at another: each kind with its level [nrs]."""
_ROUNDS, _CLOSE = 200, 1e-4
_LEAST_LOG_SD, _LEAST_LEVEL_SD = 0.2, 0.5
_WIDE_LOG_SD, _WIDE_LEVEL_SD, _MIDDLE = 1.0, 3.0, 5.0
_NEARBY_SD = 1.2
"""Of the levels near each of the five of anyone else: together they are even within 4 % from 2 to 8, and half as
dense at 0 and 10 [nrs]."""


@dataclass(frozen=True)
class Moments:
    """Mean and mean square of some quantities, by name."""

    mean: Mapping[str, float]
    square: Mapping[str, float]


@dataclass(frozen=True)
class Member:
    """One person's part, which stays with the diary.

    Attributes:
        logs: Logarithms of the parameters by draw, shape (draws, parameters).
        log_likelihood: Of the answers, by draw, less the log-density of the draws.
        level: The person's mean answer [nrs].
        level_variance: How uncertain it is, from the scatter of the answers [nrs^2].
    """

    logs: Numbers
    log_likelihood: Numbers
    level: float
    level_variance: float

    def moments(self, centre: Numbers, log_sd: Numbers) -> tuple[Numbers, Numbers]:
        """What leaves the diary: mean and mean square of the logarithms under a population."""
        prior = -0.5 * np.sum(((self.logs - centre) / log_sd) ** 2, axis=1)
        weights = normalised_weights(self.log_likelihood + prior)
        return weights @ self.logs, weights @ self.logs**2


def member(record: Record, start: Population, seed: int = 0) -> Member:
    """Filter one diary for many draws around the start of the fit, doses left out."""
    alone = replace(record, responses=record.answers(PAIN), doses=())
    wide = replace(
        start,
        kinds=("anyone",),
        level_means=(_MIDDLE,),
        level_sds=(_WIDE_LEVEL_SD,),
        **{f"{short}_log_sd": _WIDE_LOG_SD for short in LEARNED.values()},
    )
    track = Track.of(alone, wide)
    z = evenly_spread(DRAWS, track.size, np.random.default_rng((seed, 3)))
    bank = track.run(z, np.zeros(DRAWS))
    columns = {name: jnp.asarray(z[:, place]) for place, name in enumerate(track.priors)}
    logs = np.stack([np.log(np.asarray(track.priors[name].value(columns[name]))) for name in LEARNED], axis=1)
    values = np.asarray([answer.value for answer in alone.responses])
    return Member(
        logs=logs,
        log_likelihood=bank.log_probability.sum(axis=1) + 0.5 * np.sum(z**2, axis=1),
        level=float(values.mean()),
        level_variance=float(values.var(ddof=1) / len(values)),
    )


def fit_population(
    tables: Mapping[str, Sequence[Record]], start: Population, literature: Population | None, seed: int = 0
) -> Population:
    """The population behind some tables of diaries.

    Args:
        tables: The diaries of each kind of people, by its name.
        start: Where the fit starts, and what is not fitted.
        literature: Published figures, worth one table; None to leave them out.
        seed: Seed of the draws.

    Raises:
        FitError: If no diary is long enough.
    """
    members = {
        kind: [member(record, start, seed) for record in table if len(record.answers(PAIN)) >= FEWEST_ANSWERS]
        for kind, table in tables.items()
    }
    groups = {kind: group for kind, group in members.items() if group}
    if not groups:
        raise FitError(
            "No diary is long enough to fit a population.",
            given=f"{sum(map(len, tables.values()))} persons",
            todo=f"At least one person needs {FEWEST_ANSWERS} answers on pain.",
        )
    centre, log_sd = _spreads(tuple(groups.values()), start, literature)
    levels = {kind: _level(group) for kind, group in groups.items()}
    if literature:
        levels |= zip(literature.kinds, zip(literature.level_means, literature.level_sds, strict=True), strict=True)
    # Someone like nobody so far must be learned quickly, not be drawn to people unlike them, nor to the middle.
    levels |= {kind: (level, _NEARBY_SD) for kind, level in ANYONE.items()}
    spreads = {f"{short}_median": float(np.exp(centre[i])) for i, short in enumerate(LEARNED.values())}
    spreads |= {f"{short}_log_sd": float(log_sd[i]) for i, short in enumerate(LEARNED.values())}
    return replace(
        start,
        kinds=tuple(levels),
        level_means=tuple(mean for mean, _ in levels.values()),
        level_sds=tuple(sd for _, sd in levels.values()),
        **spreads,
    )


def _logs_of(population: Population) -> tuple[Numbers, Numbers]:
    centre = np.log([getattr(population, f"{short}_median") for short in LEARNED.values()])
    return centre, np.asarray([getattr(population, f"{short}_log_sd") for short in LEARNED.values()])


def _spreads(
    groups: Sequence[Sequence[Member]], start: Population, literature: Population | None
) -> tuple[Numbers, Numbers]:
    """Centre and spread of the logarithms, by expectation and maximisation."""
    centre, log_sd = _logs_of(start)
    published = _logs_of(literature) if literature else None
    for _ in range(_ROUNDS):
        means, squares = list[Numbers](), list[Numbers]()
        for group in groups:
            reported = [person.moments(centre, log_sd) for person in group]
            means.append(np.mean([mean for mean, _ in reported], axis=0))
            squares.append(np.mean([square for _, square in reported], axis=0))
        if published:
            means.append(published[0])
            squares.append(published[0] ** 2 + published[1] ** 2)
        new_centre = np.mean(means, axis=0)
        new_log_sd = np.sqrt(np.maximum(np.mean(squares, axis=0) - new_centre**2, _LEAST_LOG_SD**2))
        moved = max(np.max(np.abs(new_centre - centre)), np.max(np.abs(new_log_sd - log_sd)))
        centre, log_sd = new_centre, new_log_sd
        if moved < _CLOSE:
            break
    return centre, log_sd


def _level(group: Sequence[Member]) -> tuple[float, float]:
    """Mean and spread of the personal levels of one kind of people, what single answers scatter taken off."""
    levels = np.asarray([person.level for person in group])
    scatter = np.mean([person.level_variance for person in group])
    return float(levels.mean()), max(float(np.sqrt(max(levels.var() - scatter, 0.0))), _LEAST_LEVEL_SD)
