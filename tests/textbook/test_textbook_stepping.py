"""The exponential step beside a general solver, and its noise beside a loop of Euler and Maruyama."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from unknot.model.exposure import Exposure
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.simulate import simulate
from unknot.model.stepping import exponential_step, mean_decay, noise_variance

magnitudes = st.floats(-12, 12).map(lambda power: 10.0**power)


def test_the_model_under_a_constant_dose_equals_a_general_solver():
    model = Model((Nociception(), Perception(), Relief.of("massage")))
    start = jnp.asarray(np.random.default_rng(2).uniform(0.2, 4, len(model.state_names)))
    rate = 1.5

    def slope(_, x):
        production, loss = flows(jnp.asarray(x))
        return np.asarray(production - loss * x)

    flows = jax.jit(lambda x: model.flows(x, {"dose_massage": rate}))
    solved = solve_ivp(slope, (0, 4), start, "LSODA", t_eval=[0, 1, 2, 3, 4], rtol=1e-11, atol=1e-12)
    own = np.asarray([name != "perception.felt" for name in model.state_names])  # felt pain follows what others do
    for step in (1.0, 0.1):
        found = simulate(model, [Exposure("massage", 0.0, 4.0, 4 * rate)], days=4, step=step, noise=False, start=start)
        np.testing.assert_allclose(
            found.states[0, :: round(1 / step)][:, own], solved.y.T[:, own], rtol=1e-8, atol=1e-10
        )


@settings(deadline=None)
@given(x=st.floats(-100, 100), production=st.floats(-1e6, 1e6), loss=magnitudes, step=magnitudes)
def test_no_step_is_too_long(x, production, loss, step):
    """The state always ends between where it was and its balance, however stiff the loss."""
    after = float(exponential_step(jnp.asarray(x), jnp.asarray(production), jnp.asarray(loss), step))
    balance = production / loss
    slack = 1e-9 * max(abs(x), abs(balance)) + 1e-300  # numbers below that count as 0 in compiled code
    assert min(x, balance) - slack <= after <= max(x, balance) + slack


@pytest.mark.parametrize("loss", [0.0, 1e-9, 0.3, 4.0, 1e5])
def test_two_half_steps_are_one_step(loss):
    x, production, loss, noise = (jnp.asarray(value) for value in (1.3, 0.7, loss, 0.4))
    half = exponential_step(x, production, loss, 0.25)
    whole = exponential_step(x, production, loss, 0.5)
    np.testing.assert_allclose(exponential_step(half, production, loss, 0.25), whole, rtol=1e-12)
    first = noise_variance(noise, loss, 0.25)
    both = first * jnp.exp(-2 * loss * 0.25) + first
    np.testing.assert_allclose(both, noise_variance(noise, loss, 0.5), rtol=1e-12)


def test_the_error_falls_with_the_step_where_inputs_depend_on_states():
    """Logistic growth as production x and loss x: first order, and positive at any step."""

    def grown(steps):
        x = jnp.asarray(0.1)
        for _ in range(steps):
            x = exponential_step(x, x, x, 4.0 / steps)
        return float(x)

    exact = 1 / (1 + 9 * np.exp(-4))
    errors = [abs(grown(steps) - exact) for steps in (40, 80, 160)]
    assert errors[0] / errors[1] == pytest.approx(2, abs=0.1)
    assert errors[1] / errors[2] == pytest.approx(2, abs=0.05)
    assert 0 < grown(1) < 1


@pytest.mark.parametrize("z", [0.0, 1e-14, 0.99e-6, 1.01e-6, 1e-4, 1e-2])
def test_the_mean_decay_is_smooth_at_zero(z):
    series = sum((-z) ** n / np.prod(np.arange(1.0, n + 2)) for n in range(8))
    slope = sum(-n * (-z) ** (n - 1) / np.prod(np.arange(1.0, n + 2)) for n in range(1, 8))
    assert float(mean_decay(z)) == pytest.approx(series, rel=1e-12)
    assert float(jax.grad(mean_decay)(z)) == pytest.approx(slope, rel=1e-5)


def test_noise_equals_an_euler_maruyama_loop():
    """Many paths in steps of a thousandth, for a slow, a middling and a stiff state."""
    rate, loss, step = np.asarray([0.5, 1.0, 3.0]), np.asarray([0.0, 1.5, 20.0]), 0.4
    random = np.random.default_rng(11)
    x = np.zeros((20_000, 3))
    short = step / 400
    for _ in range(400):
        x += -loss * x * short + np.sqrt(rate * short) * random.standard_normal(x.shape)
    expected = noise_variance(jnp.asarray(rate), jnp.asarray(loss), step)
    np.testing.assert_allclose(x.var(axis=0), expected, rtol=0.04)


def test_noise_variance_is_the_limit_of_finer_and_finer_euler_steps():
    rate, loss, step = 1.0, 1.5, 0.4
    exact = float(noise_variance(jnp.asarray(rate), jnp.asarray(loss), step))

    def euler(steps):
        variance, short = 0.0, step / steps
        for _ in range(steps):
            variance = (1 - loss * short) ** 2 * variance + rate * short
        return variance

    errors = [abs(euler(steps) - exact) for steps in (1000, 2000)]
    assert errors[1] < 1e-4
    assert errors[0] / errors[1] == pytest.approx(2, rel=1e-3)


@pytest.mark.parametrize("step", [0.05, 2.0])
def test_the_fluctuation_is_an_ornstein_uhlenbeck_process_at_any_step(step):
    nociception = Nociception()
    found = simulate(Model((nociception, Perception())), days=20 * step, step=step, persons=6000, seed=4)
    path = np.asarray(found.state("nociception.fluctuation"))
    spread, time = float(nociception.fluctuation_sd), float(nociception.fluctuation_time)
    np.testing.assert_allclose(path.var(axis=0), spread**2, rtol=0.08)
    for lag in (1, 3):
        found_lag = np.mean(path[:, lag:] * path[:, :-lag]) / spread**2
        assert found_lag == pytest.approx(np.exp(-lag * step / time), abs=0.03)
