"""What every equation keeps: signs, finite numbers and slopes, and the form that a diary needs."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from shipped import BY_NAME, DIARY, DIARY_KINDS, MECHANISMS, TYPICAL, name_of, people, points

from unknot.model.exposure import Exposure
from unknot.model.linearise import linearise, structure_of
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.simulate import simulate

EVERY = pytest.mark.parametrize("mechanism", MECHANISMS, ids=name_of)
PRACTICE = BY_NAME["relief_mindfulness"]
WHOLE = Model((*TYPICAL, PRACTICE))
IN_DIARIES = Model(tuple(one for one in (*TYPICAL, PRACTICE) if isinstance(one, DIARY_KINDS)))
TREATMENTS = tuple(one for one in IN_DIARIES.mechanisms if isinstance(one, Relief))
DOSES = tuple(relief.dose for relief in TREATMENTS)


def _equations(mechanism, x, u):
    return (
        mechanism.flows(x, u),
        mechanism.noise(u),
        mechanism.offers(x),
        mechanism.readouts(x, u),
    )


def _numbers(mechanism, x, u):
    """Everything the equations give, as one flat list."""
    flows, noise, offers, readouts = _equations(mechanism, x, u)
    values = [part for flow in flows.values() for part in (flow.production, flow.loss)]
    values += [*noise.values(), *offers.values()]
    values += [
        part for readout in readouts.values() for part in (readout.value, readout.rating_noise, readout.repeating)
    ]
    return jnp.stack([jnp.asarray(value, dtype=float) for value in values])


@EVERY
def test_numbers_are_finite_and_rates_are_never_negative(mechanism):
    for person in people(mechanism):
        for point in points(mechanism, count=2):
            flows, noise, _, readouts = _equations(person, point.x, point.u)
            assert np.all(np.isfinite(_numbers(person, point.x, point.u)))
            assert all(flow.loss >= 0 for flow in flows.values())
            assert all(value >= 0 for value in noise.values())
            assert all(readout.rating_noise >= 0 for readout in readouts.values())
            assert all(state.sd >= 0 for state in person.states().values())


@EVERY
def test_compiled_equals_eager(mechanism):
    for point in points(mechanism, count=2):
        compiled = eqx.filter_jit(_numbers)(mechanism, point.x, point.u)
        np.testing.assert_allclose(compiled, _numbers(mechanism, point.x, point.u), rtol=1e-13)


@EVERY
def test_noise_is_linear_in_the_doses_and_listens_to_nothing_else(mechanism):
    doses = [name for name in mechanism.inputs() if name.startswith("dose_")]
    nothing = dict.fromkeys(mechanism.inputs(), 0.0)
    at_rest = mechanism.noise(nothing)
    for point in points(mechanism):
        found = mechanism.noise(point.u)
        for state, value in found.items():
            alone = (mechanism.noise(nothing | {dose: 1.0})[state] - at_rest[state] for dose in doses)
            slopes = dict(zip(doses, alone, strict=True))
            summed = at_rest[state] + sum(slopes[dose] * point.u[dose] for dose in doses)
            assert float(value) == pytest.approx(float(summed), rel=1e-12)


@EVERY
def test_what_fluctuates_starts_with_the_spread_that_it_keeps(mechanism):
    """Noise and loss are in balance: variance noise/(2 loss), so that a diary may start on any day."""
    nothing = dict.fromkeys(mechanism.inputs(), 0.0)
    for person in people(mechanism):
        flows, noise = person.flows(next(points(mechanism)).x, nothing), person.noise(nothing)
        for key, state in person.states().items():
            if flows[key].loss > 0 and noise.get(key, 0.0) > 0:
                balance = noise[key] / (2 * flows[key].loss)
                assert float(balance) == pytest.approx(float(state.sd) ** 2)


@pytest.mark.parametrize("mechanism", DIARY, ids=name_of)
def test_between_doses_every_state_of_a_diary_stands_alone(mechanism):
    def flows(states, inputs):
        found = mechanism.flows(states, inputs)
        return {key: (jnp.asarray(flow.production, float), flow.loss) for key, flow in found.items()}

    nothing = dict.fromkeys(mechanism.inputs(), 0.0)
    for point in points(mechanism, count=2):
        states = {key: jnp.asarray(value) for key, value in point.x.items()}
        slopes = jax.jacfwd(lambda x: flows(x, nothing))(states)
        assert all(float(slope) == 0 for slope in jax.tree.leaves(slopes))


@pytest.fixture(scope="module")
def slopes():
    """The slope of everything simulated over a day, with noise and doses on, in every parameter."""
    given = tuple(Exposure(relief.fact.name, 0.25, 0.125, 1.0) for relief in TREATMENTS)

    def total(values):
        found = simulate(WHOLE.with_values(values), given, days=1.0, step=0.125)
        read = sum(jnp.sum(values**2) for values in found.readouts.values())
        return jnp.sum(found.states**2) + read + sum(jnp.sum(r) for r in found.rating_noise.values())

    return jax.grad(total)({name: WHOLE.value(name) for name in WHOLE.parameters()})


@pytest.mark.parametrize("name", WHOLE.parameters())
def test_every_parameter_has_a_finite_slope(slopes, name):
    assert np.isfinite(slopes[name])


def _moving(mechanism):
    """The parameters that change some number of the equations, or some start, at states and inputs large and small."""
    values = {key: getattr(mechanism, key) for key in mechanism.parameters()}

    def numbers(values, x, u):
        changed = replace(mechanism, **values)
        starts = [part for state in changed.states().values() for part in (state.mean, state.sd)]
        return jnp.concatenate([_numbers(changed, x, u), jnp.asarray(starts, dtype=float)])

    slopes = jax.jit(jax.jacfwd(numbers))
    found = [slopes(values, point.x, point.u) for most in (1.0, 12.0) for point in points(mechanism, most=most)]
    return {key for each in found for key, slope in each.items() if np.any(slope != 0)}


@pytest.mark.parametrize(
    "kind", sorted({type(one) for one in MECHANISMS}, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_every_parameter_matters_in_some_mechanism_of_its_kind(kind):
    """A practice has no use for the half-life of a course, but a course has."""
    alike = [mechanism for mechanism in MECHANISMS if type(mechanism) is kind]
    assert set.union(*map(_moving, alike)) == set(alike[0].parameters())


@pytest.fixture(scope="module")
def structure():
    """The diary form of all mechanisms that diaries are fitted with."""
    return structure_of(IN_DIARIES, DOSES, IN_DIARIES.readout_names)


@jax.jit
def _whole(x, exposure):
    read = {name: readout.value for name, readout in IN_DIARIES.readouts(x).items()}
    return IN_DIARIES.flows(x, exposure), IN_DIARIES.noise(exposure), read


def test_the_linear_model_is_the_model_at_any_point(structure):
    """Not an approximation: flows, noise and readouts agree far from where the slopes were taken."""
    linear = eqx.filter_jit(linearise)(IN_DIARIES, structure)
    kept, sources = np.asarray(structure.kept), np.asarray(structure.sources)
    random = np.random.default_rng(5)
    for _ in range(3):
        x = random.normal(0, 4, len(kept))
        rates = random.uniform(0, 5, len(DOSES))
        whole = jnp.zeros(len(IN_DIARIES.state_names)).at[kept].set(x)
        exposure = dict(zip(DOSES, rates, strict=True))
        rate = np.asarray([rates[filler] if filler >= 0 else 0.0 for filler in structure.fillers])

        (production, loss), noise, read = _whole(whole, exposure)
        expected = linear.production + linear.fill * rate * x[sources]
        np.testing.assert_allclose(production[kept], expected, rtol=1e-12)
        np.testing.assert_allclose(loss[kept], linear.loss, rtol=1e-12)
        np.testing.assert_allclose(noise[kept], linear.noise + linear.fill_noise * rate, rtol=1e-12)
        quadratic = linear.constant + linear.loading @ x + 0.5 * (linear.curvature @ x) @ x
        np.testing.assert_allclose([read[name] for name in structure.readouts], quadratic, rtol=1e-11)


def test_the_states_that_hold_a_dose_size_stay_as_they_are(structure):
    """What lets the filter take a dose as one jump at its end."""
    linear = eqx.filter_jit(linearise)(IN_DIARIES, structure)
    for place, filler in enumerate(structure.fillers):
        source = structure.sources[place]
        if filler >= 0:
            assert structure.fillers[source] == -1
            assert (linear.loss[source], linear.production[source], linear.noise[source]) == (0, 0, 0)


@jax.jit
def _values(x):
    return jnp.stack([jnp.asarray(readout.value, float) for readout in IN_DIARIES.readouts(x).values()])


def test_readouts_are_quadratic_at_most():
    zero = jnp.zeros(len(IN_DIARIES.state_names))
    constant, slope, curvature = _values(zero), jax.jacfwd(_values)(zero), jax.hessian(_values)(zero)
    for x in np.random.default_rng(3).normal(0, 4, (3, len(zero))):
        np.testing.assert_allclose(_values(x), constant + slope @ x + curvature @ x @ x / 2, rtol=1e-11)
