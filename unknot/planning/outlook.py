"""The coming weeks of one client as many equally likely futures, before any further dose.

The fluctuation, the drift and the noise of the answers are drawn once for each future. Every regimen is then laid over
the same futures, so that two regimens differ by what they do and not by luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from unknot.errors import UnknotError
from unknot.inference.diary_model import PAIN
from unknot.inference.forecast import expecting
from unknot.inference.pareto import normalised_weights
from unknot.inference.posterior import Posterior
from unknot.inference.target import LastMoments, evaluate, linear_batch
from unknot.inference.timeline import DEFAULT_RESOLUTION
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel
from unknot.planning.effect import Effect, effect_of, mean_decay
from unknot.planning.hours import EVENING, NOON, date_of, last_moment, usual_hour
from unknot.planning.safety import rule
from unknot.planning.unseen import unseen_effects

PEOPLE = 256
"""How many different parameter draws stand behind the futures."""
FEWEST_PRACTICES = 8
"""A practice done less often is planned as others found it: what a few times tell would be multiplied by fifty."""


@dataclass(frozen=True)
class Outlook:
    """Equally likely futures of one client.

    Attributes:
        posterior: What is known about the client.
        first_date: The date of the first day, counted from that of the record's day 0.
        moments: When an answer is given, one a day [day].
        answer_hour: The hour of these answers [hour].
        ratings: Pain as it would be rated without any further dose, not rounded, shape (days, draws) [nrs].
        effects: What doses do, by treatment.
        session_noise: Standard normal draws that tell one dose from the next, shape (days, draws).
        resolution: The distance between neighbouring answers [nrs].
    """

    posterior: Posterior
    first_date: int
    moments: Numbers
    answer_hour: float
    ratings: Numbers
    effects: Mapping[str, Effect]
    session_noise: Numbers
    resolution: float

    @property
    def days(self) -> int:
        """How many days are looked ahead."""
        return len(self.moments)


def look_ahead(
    posterior: Posterior,
    days: int,
    *,
    treatments: Sequence[str] = (),
    start: int | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> Outlook:
    """Draw futures.

    Args:
        posterior: What is known about the client.
        days: How many days.
        treatments: Treatments that may be planned although the diary holds none of them.
        start: The date of the first day, counted from that of day 0; the day after the record's end when left out.
        draws: How many futures.
        seed: Seed of all random numbers; the same seed gives the same futures.

    Raises:
        UnknotError: If the first day lies within the record.
    """
    record, diary = posterior.record, posterior.diary
    end = last_moment(record)
    first = date_of(record.clock, end) + 1 if start is None else start
    if first <= date_of(record.clock, end):
        raise UnknotError(
            "A plan begins after the record ends.",
            given=f"a start on {record.clock.label(record.clock.day_of(first, 0.0))[:10]}",
            todo=f"The record ends on {record.clock.label(end)[:10]}; start on a later day.",
        )
    generator = np.random.default_rng((posterior.seed, seed, 21))
    hour = usual_hour(record.clock, (answer.day for answer in record.answers(PAIN)), EVENING)
    moments = np.asarray([record.clock.day_of(first + day, hour) for day in range(days)])
    linear, states = _present(posterior, draws, generator)
    readout = diary.instruments.index(PAIN)
    seen = {
        name: effect_of(
            name, diary.structure, linear, states, readout=readout, usual_minutes=diary.minutes[name], seen=True,
            hour=usual_hour(record.clock, (dose.day for dose in record.doses if dose.intervention == name), NOON),
        )
        for name in diary.interventions
    }  # fmt: skip
    given = [dose.intervention for dose in record.doses]
    unseen = unseen_effects([name for name in treatments if not _told(name, given)], draws, generator)
    return Outlook(
        posterior=posterior,
        first_date=first,
        moments=moments,
        answer_hour=hour,
        ratings=_ratings(linear, states, readout, np.diff(moments, prepend=end), generator),
        effects={**seen, **unseen},
        session_noise=generator.standard_normal((days, draws)),
        resolution=record.resolutions.get(PAIN, DEFAULT_RESOLUTION),
    )


def _told(name: str, given: Sequence[str]) -> bool:
    """Whether the diary tells more about a treatment than programmes of others do."""
    fewest = FEWEST_PRACTICES if name in rule("home_practice").interventions else 1
    return given.count(name) >= fewest


def _present(posterior: Posterior, count: int, generator: np.random.Generator) -> tuple[LinearModel, Numbers]:
    """Linear models and states at the end of the record, one a draw, as a forecast expects them (decision 0004)."""
    places = posterior.chosen(PEOPLE)
    target = expecting(posterior)
    found = evaluate(target, posterior.z[places])
    weights = normalised_weights(found.log_likelihood - posterior.log_likelihood[places])
    ticks = (np.arange(count) + generator.random()) / count
    chosen = np.searchsorted(np.cumsum(weights), ticks).clip(0, PEOPLE - 1)
    linear = jax.tree.map(np.asarray, linear_batch(target.without_events, jnp.asarray(posterior.z[places])))
    states = _state_draws(found.last, chosen, generator)
    return jax.tree.map(lambda part: part[chosen], linear), states


def _state_draws(last: LastMoments, chosen: NDArray[np.intp], generator: np.random.Generator) -> Numbers:
    values, vectors = np.linalg.eigh(last.covariance)
    roots = (vectors * np.sqrt(np.clip(values, 0, None))[:, None, :])[chosen]
    normal = generator.standard_normal((len(chosen), last.mean.shape[1]))
    return last.mean[chosen] + np.einsum("dij,dj->di", roots, normal)


def _ratings(
    linear: LinearModel, states: Numbers, readout: int, steps: Numbers, generator: np.random.Generator
) -> Numbers:
    """Ratings of each future after each step, rating noise included, shape (steps, draws)."""
    loss, noise, production = (np.asarray(part) for part in (linear.loss, linear.noise, linear.production))
    loading, curvature = np.asarray(linear.loading)[:, readout], np.asarray(linear.curvature)[:, readout]
    rows: list[Numbers] = []
    for step in steps:
        spread = np.sqrt(noise * step * mean_decay(2 * loss * step))
        states = np.exp(-loss * step) * states + production * step * mean_decay(loss * step)
        states = states + spread * generator.standard_normal(states.shape)
        linear_part = np.asarray(linear.constant)[:, readout] + np.einsum("ds,ds->d", loading, states)
        bent = np.matmul(curvature, states[..., None])[..., 0]
        rows.append(linear_part + 0.5 * np.sum(states * bent, axis=-1))
    errors = np.asarray(linear.rating_noise)[:, readout] * generator.standard_normal((len(rows), len(states)))
    return np.stack(rows) + errors
