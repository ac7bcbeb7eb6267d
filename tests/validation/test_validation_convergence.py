"""The step of cohorts beside ten times finer steps, and beside a general solver of the same equations."""

from __future__ import annotations

from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import solve_ivp
from typical_people import INTENSITY, NOON, SECOND, felt, typical_person

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers, input_levels, session
from unknot.model.people import People
from unknot.model.surroundings import BEDTIME, PEAK_OF_CORTISOL, PEAK_OF_PAIN, WAKING
from unknot.validation.stimuli import acting, cold_water, heat_steps, heat_train, stimulus

CHRONIC = {"nociception.usual_drive": 5.0}
LABORATORY, FINER = Pace(0.1 * SECOND, 10 * SECOND), Pace(0.01 * SECOND, SECOND)
PROTOCOLS = {
    "wind-up": heat_train(48.0, 0.4, 5, NOON),
    "offset": heat_steps([(47, 5), (48, 5), (47, 20)], NOON),
    "conditioning": (stimulus(6.0, NOON, 30), cold_water(NOON - 30 * SECOND, 60)),
    "task": (acting("n_back", NOON, 30), stimulus(6.0, NOON + 5 * SECOND, 20)),
}


def solved(person: People, doses: tuple[Exposure, ...], moments: np.ndarray, *, start: float) -> np.ndarray:
    """Intensity by an implicit solver of high order, which begins anew wherever a dose or a night begins or ends."""
    model, names = person.model, tuple(person.model.inputs())

    @jax.jit
    def slope(time: float, state: jax.Array, level: jax.Array) -> jax.Array:
        swings = {"night": jnp.cos(2 * jnp.pi * (time - PEAK_OF_PAIN))}
        swings["morning"] = jnp.cos(2 * jnp.pi * (time - PEAK_OF_CORTISOL))
        production, loss = model.flows(state, dict(zip(names, level, strict=True)) | swings)
        return production - loss * state

    read = jax.jit(lambda x: model.readouts(x)[INTENSITY].value)
    nights = [day + hour for day in range(int(start), int(moments[-1]) + 1) for hour in (WAKING, BEDTIME)]
    marks = {start, *moments, *nights, *(edge for dose in doses for edge in (dose.start, dose.end))}
    marks = sorted(mark for mark in marks if start <= mark <= moments[-1])
    x, found = np.asarray(person.start[:, 0]), {}
    for begin, end in pairwise(marks):
        level = input_levels(doses, names, np.array([begin, end]))[0]
        hour = (begin + end) / 2 % 1
        level[names.index("asleep")] = hour < WAKING or hour > BEDTIME
        x = solve_ivp(slope, (begin, end), x, "Radau", args=(level,), rtol=1e-7, atol=1e-8).y[:, -1]
        found[end] = float(read(jnp.asarray(x)))
    return np.array([found[moment] for moment in moments])


@pytest.mark.slow
@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_laboratory_protocol_agrees_with_a_general_solver_and_with_finer_steps(name: str):
    person, doses = typical_person(), PROTOCOLS[name]
    seconds: Numbers = np.arange(1, int((max(dose.end for dose in doses) - NOON) / SECOND) + 2, dtype=float) - 0.05
    right = solved(person, doses, NOON + seconds * SECOND, start=NOON - 60 * SECOND)
    usual = felt(person, doses, seconds, pace=LABORATORY, begin=-60)
    finer = felt(person, doses, seconds, pace=FINER, begin=-60)
    # A quarter of the noise of a rating: calibrated wind-up is stronger than the first guess, and so is its error.
    assert np.abs(usual - right).max() < 0.15
    assert np.abs(finer - right).max() < 0.05
    assert np.abs(usual - finer).max() < 0.1


@pytest.mark.slow
def test_a_week_with_massage_agrees_with_ten_times_finer_steps():
    person = typical_person(CHRONIC, treatments=("massage",))
    doses = tuple(session("massage", day + NOON, 60.0) for day in (1, 4))
    evenings = [(day + 0.8 - NOON) / SECOND for day in range(1, 8)]
    usual, finer = (
        felt(person, doses, evenings, pace=pace, begin=-NOON / SECOND) for pace in (Pace(), Pace(1 / 2880, 1 / 40))
    )
    assert np.abs(usual - finer).max() < 0.25
