"""The linear model of a diary beside the full simulation, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import equinox as eqx
import jax
import numpy as np
import pytest
from made_models import BASE, LONG, MASSAGE, READOUTS, SESSIONS, WHOLE

from unknot.errors import ModelError
from unknot.inference.filtering import Events, Moments, read, run_filter
from unknot.inference.timeline import build_timeline
from unknot.model.linearise import linearise, structure_of
from unknot.model.mechanism import Flow, Input, Mechanism, Readout, State, relax
from unknot.model.mechanisms.affect import Affect
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.simulate import simulate
from unknot.records import Record

STEPS = 96  # of an eighth of a day: twelve days
LOOKS = np.asarray([0, 1, 5, 8, 9, 10, 17, 20, 21, 29, 48, 50, 51, 52, 70, 71, 96])


@pytest.fixture(scope="module")
def structure():
    return structure_of(WHOLE, (MASSAGE.dose,), READOUTS)


@pytest.fixture(scope="module")
def linear(structure):
    return eqx.filter_jit(linearise)(WHOLE, structure)


@eqx.filter_jit
def _carry(linear, structure, events):
    return run_filter(linear, structure, events).before


def _carried(linear, structure):
    """Moments of the states at the looks, carried there by the filter without any answer."""
    timeline = build_timeline(Record("nobody", ()), (), SESSIONS, ("massage",), LOOKS * LONG)
    blank = np.zeros((len(timeline.days), len(READOUTS)))
    never = blank.astype(bool)
    silent = replace(timeline, answers=blank, answered=never, follows=never, repeats=never)
    events = Events.of(replace(silent, half_widths=np.full(len(READOUTS), 0.5)))
    before = _carry(linear, structure, events)
    looks = [np.flatnonzero(timeline.days == day)[-1] for day in LOOKS * LONG]
    looks[-1] = timeline.count - 1  # the last row is repeated as padding
    return Moments(before.mean[np.asarray(looks)], before.covariance[np.asarray(looks)])


@eqx.filter_jit
def _readings(linear, structure, moments):
    """Mean and variance of every readout, shape (looks, readouts)."""

    def one(at):
        found = [read(linear, structure, at, place)[:2] for place in range(len(READOUTS))]
        return tuple(jax.numpy.stack(parts) for parts in zip(*found, strict=True))

    return jax.vmap(one)(moments)


@pytest.mark.parametrize("parts", [1, 6])
def test_without_noise_the_filter_goes_where_the_simulation_goes(structure, linear, parts):
    """Every state and every readout, with events at irregular moments, at two lengths of step."""
    kept = np.asarray(structure.kept)
    start = np.zeros(len(WHOLE.state_names))
    start[kept] = np.random.default_rng(3).uniform(0.5, 4, len(kept))
    certain = eqx.tree_at(lambda at: (at.mean, at.sd), linear, (start[kept], 0.0 * start[kept]))
    moments = _carried(certain, structure)
    found = simulate(WHOLE, SESSIONS, days=STEPS * LONG, step=LONG / parts, noise=False, start=jax.numpy.asarray(start))
    np.testing.assert_allclose(moments.mean, found.states[0, LOOKS * parts][:, kept], rtol=1e-9)
    # Without spread a readout is what the mean shows; the filter has also seen the noise, so take it away.
    means, _ = _readings(certain, structure, Moments(moments.mean, 0.0 * moments.covariance))
    simulated = np.stack([found.readouts[name][0, LOOKS * parts] for name in READOUTS], axis=1)
    np.testing.assert_allclose(means, simulated, rtol=1e-9)


def test_with_noise_thousands_of_people_have_its_moments(structure, linear):
    """Means within 4.5 and variances within 5 standard errors, with the products in what is read."""
    persons = 4000
    moments = _carried(linear, structure)
    means, variances = _readings(linear, structure, moments)
    found = simulate(WHOLE, SESSIONS, days=STEPS * LONG, step=LONG, persons=persons, seed=12)
    for place, name in enumerate(READOUTS):
        values = np.asarray(found.readouts[name][:, LOOKS])
        error = values.std(axis=0) / np.sqrt(persons)
        assert np.all(np.abs(values.mean(axis=0) - means[:, place]) <= 4.5 * error + 1e-12)  # soreness starts at 0
        squares = (values - values.mean(axis=0)) ** 2
        error = squares.std(axis=0) / np.sqrt(persons)
        assert np.all(np.abs(squares.mean(axis=0) - variances[:, place]) <= 5 * error + 1e-12)


def test_the_covariance_of_thousands_of_people_is_that_of_the_filter(structure, linear):
    """Between states too: a size and what it filled, at the last look."""
    persons = 4000
    moments = _carried(linear, structure)
    found = simulate(WHOLE, SESSIONS, days=STEPS * LONG, step=LONG, persons=persons, seed=13)
    simulated = np.cov(np.asarray(found.states[:, -1])[:, list(structure.kept)].T)
    expected = np.asarray(moments.covariance[-1])
    error = np.sqrt((np.outer(expected.diagonal(), expected.diagonal()) + expected**2) / persons)
    assert np.max(np.abs(simulated - expected) / error) < 4.5


def test_what_cannot_move_a_readout_is_left_out(structure):
    assert "relief_massage.skill" not in structure.states
    assert structure_of(WHOLE, (MASSAGE.dose,), ("sleep.quality",)).states == (
        "sleep.usual_quality",
        "sleep.quality",
    )


def test_a_practice_fills_skill_instead_of_a_course():
    practice = Relief.of("mindfulness")
    found = structure_of(Model((*BASE, practice)), (practice.dose,), ("perception.intensity",))
    assert "relief_mindfulness.skill" in found.states
    assert "relief_mindfulness.course" not in found.states


def test_slopes_go_through_the_linear_model():
    model = Model((*BASE, MASSAGE, Affect()))
    structure = structure_of(model, (MASSAGE.dose,), model.readout_names)
    slopes = jax.jit(jax.jacfwd(lambda z: linearise(model.at(z), structure)))(np.zeros(len(model.learned())))
    assert all(np.all(np.isfinite(part)) for part in jax.tree.leaves(slopes))
    assert np.any(slopes.loss != 0)


class Odd(Mechanism):
    """One state that does what the diary model cannot hold, or comes to rest away from zero."""

    kind: str = eqx.field(static=True, default="resting")

    def states(self) -> Mapping[str, State]:
        return {"level": State("nrs", "some level")}

    def inputs(self) -> Mapping[str, Input]:
        return {"dose_massage": Input("session/day", "doses"), "pain": Input("nrs", "pain")}

    def flows(self, x, u):
        flows = {
            "resting": relax(0.5, 2.0),
            "driven": relax(0.5, u["pain"]),
            "curved": Flow(0.0, 0.1 * x["level"]),
            "filled": Flow(u["dose_massage"], 1.0),
        }
        return {"level": flows[self.kind]}

    def readouts(self, x, u):
        return {"level": Readout(x["level"], 0.1)}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("driven", "'nociception.drive' drives 'odd.level'"),
        ("curved", "'odd.level' drives 'odd.level'"),
        ("filled", "through a state that holds its size"),
    ],
)
def test_other_forms_are_refused(kind, said):
    with pytest.raises(ModelError, match=said):
        structure_of(Model((*BASE, Odd(kind=kind))), ("dose_massage",), ("odd.level",))


def test_a_state_that_rises_to_its_rest_by_itself_is_kept():
    model = Model((*BASE, Odd()))
    structure = structure_of(model, (), ("odd.level",))
    assert structure.states == ("odd.level",)
    assert float(eqx.filter_jit(linearise)(model, structure).production[0]) == 1.0


def test_an_unknown_readout_is_refused_with_the_nearest_one():
    with pytest.raises(ModelError, match=r"Did you mean 'sleep.quality'\?"):
        structure_of(WHOLE, (), ("sleep.qualty",))
