"""Simulation: the same seed gives the same noise, and only what was changed changes."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from made_models import BASE, LONG, MASSAGE, SESSIONS, WHOLE

from unknot.errors import ModelError
from unknot.model.exposure import Exposure
from unknot.model.mechanisms.relief import Relief
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.mechanisms.stress import Stress
from unknot.model.model import Model
from unknot.model.simulate import simulate


def _run(model=WHOLE, given=SESSIONS, seed=1, persons=3, **options):
    return simulate(model, given, days=8, step=LONG, seed=seed, persons=persons, **options)


def test_the_same_seed_gives_the_same_people():
    np.testing.assert_array_equal(_run().states, _run().states)


def test_another_seed_gives_other_people():
    first, second = _run(), _run(seed=2)
    assert not np.any(first.state("nociception.drive") == second.state("nociception.drive"))


def test_people_differ_from_each_other():
    drives = _run(persons=50).state("nociception.drive")[:, 0]
    assert len(np.unique(drives)) == 50


def test_a_person_is_the_same_whoever_else_is_there():
    few, many = _run(), _run(persons=50)
    np.testing.assert_allclose(few.states, many.states[:3], rtol=1e-12, atol=1e-13)


def test_two_regimens_are_one_until_they_part():
    later = (*SESSIONS[:2], Exposure("massage", 4.0, LONG, 1.0))
    first, second = _run(), _run(given=later)
    parting = round(4.0 / LONG)
    np.testing.assert_array_equal(first.states[:, : parting + 1], second.states[:, : parting + 1])
    settling = [run.state("relief_massage.settling")[:, parting + 1] for run in (first, second)]
    assert not np.any(settling[0] == settling[1])


def test_what_a_dose_does_not_reach_stays_as_it_was():
    without, given = _run(given=()), _run()
    for name in ("nociception.drive", "nociception.fluctuation", "sleep.quality", "relief_massage.size"):
        np.testing.assert_allclose(without.state(name), given.state(name), rtol=1e-12, atol=1e-13)


def test_a_new_mechanism_leaves_the_others_as_they_were():
    small = _run(Model((*BASE, MASSAGE)))
    large = _run(Model((Stress(), Relief.of("mindfulness"), *BASE, Sleep(), MASSAGE)))
    for name in set(small.names) - {"perception.felt"}:  # what is felt follows them all
        np.testing.assert_allclose(small.state(name), large.state(name), rtol=1e-12, atol=1e-13)


def test_without_noise_everyone_follows_the_mean():
    found = _run(noise=False)
    np.testing.assert_array_equal(found.states[0], found.states[2])
    np.testing.assert_array_equal(found.states[0, 0], WHOLE.start()[0])


def test_a_given_start_is_where_everyone_starts():
    start = jnp.arange(len(WHOLE.state_names), dtype=float)
    found = _run(start=start)
    np.testing.assert_array_equal(found.states[:, 0], np.tile(start, (3, 1)))
    assert len(np.unique(found.state("sleep.quality")[:, -1])) == 3


def test_doses_may_come_from_a_generator():
    """They are needed twice: for their names and for their amounts."""
    found = _run(given=(session for session in SESSIONS))
    np.testing.assert_array_equal(found.states, _run().states)


def test_doses_outside_the_time_simulated_are_cut_off():
    outside = (Exposure("massage", -3.0, LONG, 1.0), Exposure("massage", 8.0, LONG, 1.0))
    np.testing.assert_allclose(_run(given=outside).states, _run(given=()).states, rtol=1e-12, atol=1e-13)


def test_times_start_at_zero_and_end_where_asked():
    found = simulate(WHOLE, days=2.0, step=0.3, noise=False)
    assert (found.days[0], found.days[-1]) == (0.0, 2.0)
    assert found.states.shape == (1, len(found.days), len(found.names))
    assert set(found.readouts) == set(found.rating_noise) == set(WHOLE.readout_names)


def test_an_unknown_state_is_refused_with_the_nearest_one():
    with pytest.raises(ModelError, match=r"Did you mean 'nociception.drive'\?"):
        _run().state("nociception.drve")


def test_a_dose_that_nothing_listens_to_is_refused_with_the_nearest_one():
    with pytest.raises(ModelError, match=r"Did you mean 'dose_massage'\?"):
        _run(given=(Exposure("masage", 1.0, LONG, 1.0),))
