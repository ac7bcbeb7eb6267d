"""Simulated clients whose pain is known at every morning and evening, so that any prompt can be answered."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from unknot.model.exposure import Numbers, exposures, usual_minutes
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.observation import draw_answers
from unknot.model.simulate import simulate
from unknot.planning.hours import EVENING, MORNING
from unknot.records import Dose, Record, Response

WEEKS = 10
DAYS = 7 * WEEKS
FIRST_SESSION, GAP, NOON = 7, 7, 0.5
LEAST_PEAK, MOST_PEAK = 1.0, 3.0
"""Points that one session takes away; with less, no diary can tell how long it lasts."""


@dataclass(frozen=True)
class Client:
    """Someone who would answer whenever asked.

    Attributes:
        half_life: The truth [day].
        moments: Every morning and evening [day].
        answers: What would be answered then [nrs].
        doses: Weekly sessions.
    """

    half_life: float
    moments: Numbers
    answers: Numbers
    doses: tuple[Dose, ...]

    def record(self, places: list[int], until: float) -> Record:
        """The diary up to a day, with the answers at some places."""
        given = tuple(Response(float(self.moments[i]), "pain", float(self.answers[i])) for i in sorted(places))
        doses = tuple(dose for dose in self.doses if dose.day < until)
        return Record("simulated", given, doses, resolutions={"pain": 1.0})


def simulated_client(seed: int) -> Client:
    """Draw a client: parameters from their priors, the peak evenly between one and three points."""
    generator = np.random.default_rng((seed, 77))
    relief = Relief.of("massage")
    model = Model((Nociception(), Perception(), relief))
    values = {name: prior.value(float(generator.uniform(-2, 2))) for name, prior in model.learned().items()}
    half_life = float(np.exp(np.log(2.5) + generator.standard_normal()))
    model = model.with_values(
        {
            **{name: jnp.asarray(float(value)) for name, value in values.items()},
            f"{relief.name}.half_life": jnp.asarray(half_life),
        }
    )
    mean, sd = (np.array(part) for part in model.start())
    start = mean + sd * generator.standard_normal(len(mean))
    start[model.state_names.index(f"{relief.name}.size")] = generator.uniform(LEAST_PEAK, MOST_PEAK)
    doses = tuple(Dose(day + NOON, "massage", 60.0) for day in range(FIRST_SESSION, DAYS, GAP))
    lived = simulate(
        model, exposures(doses, usual_minutes(doses)), days=float(DAYS), seed=seed, start=jnp.asarray(start)
    )
    moments = np.asarray([day + hour / 24 for day in range(DAYS) for hour in (MORNING, EVENING)])
    places = np.searchsorted(lived.days, moments - 1e-9)
    felt = lived.readouts["perception.intensity"][0, places]
    noise = lived.rating_noise["perception.intensity"]
    return Client(half_life, moments, np.asarray(draw_answers(felt, noise, jax.random.key(seed))), doses)
