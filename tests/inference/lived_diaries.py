"""Diaries that a known model has written: doses and answers at any times, those before the first answer included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import jax
import jax.numpy as jnp
import numpy as np

from unknot.model.exposure import exposures, usual_minutes
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.observation import draw_answers
from unknot.model.simulate import simulate
from unknot.records import Dose, Record, Response

EVENING = 20 / 24


def lived_diary(
    doses: Sequence[Dose],
    answers: Sequence[float],
    *,
    seed: int,
    start: Mapping[str, float],
    step: float = 1 / 24,
    resolution: float = 1.0,
    **values: float,
) -> Record:
    """A diary of one treatment.

    Args:
        doses: When and how long; day 0 is where the simulation begins.
        answers: When pain is rated [day].
        seed: Seed of all random numbers.
        start: Where states of the relief begin, by short name; the drive is 6 and there is no improvement.
        step: Length of a simulated step [day].
        resolution: Distance between neighbouring answers [nrs].
        values: Parameters of the relief, by short name.
    """
    relief = Relief.of(doses[0].intervention)
    model = Model((Nociception(), Perception(), relief))
    model = model.with_values({f"{relief.name}.{name}": value for name, value in values.items()})
    begin = dict.fromkeys(model.state_names, 0.0) | {"nociception.drive": 6.0}
    begin |= {f"{relief.name}.{name}": value for name, value in start.items()}
    lived = simulate(
        model,
        exposures(doses, usual_minutes(doses)),
        days=float(np.ceil(max(answers) + step)),
        step=step,
        seed=seed,
        start=jnp.asarray([begin[name] for name in model.state_names]),
    )
    places = np.searchsorted(lived.days, np.asarray(answers) - 1e-9)
    felt, noise = lived.readouts["perception.intensity"][0, places], lived.rating_noise["perception.intensity"]
    rated = np.asarray(draw_answers(felt, noise, jax.random.key(seed), resolution))
    responses = tuple(Response(float(day), "pain", float(value)) for day, value in zip(answers, rated, strict=True))
    return Record("lived", responses, tuple(doses), resolutions={"pain": resolution})


def from_day(record: Record, day: float) -> Record:
    """The same record for someone who began to answer only on this day; the doses before it are known."""
    return Record(
        record.person,
        tuple(answer for answer in record.responses if answer.day >= day),
        record.doses,
        resolutions=record.resolutions,
    )
