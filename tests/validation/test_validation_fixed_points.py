"""Is there more than one steady state? Deterministic end states of the whole model from many starts, drive by drive."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from unknot.model.people import step_each
from unknot.model.whole import whole_model

DRIVES = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)
STARTS, YEARS, STEP = 32, 3, 0.02
PLAUSIBLE = {"nrs": 10.0, "1": 1.0, "nrs/session": 1.0}
"""The furthest that states of each unit begin from zero; hormones begin between a third and three times their rest."""


def end_states(values: dict[str, float] | None = None, *, seed: int = 0) -> dict[float, np.ndarray]:
    """States after years from random starts in an unchanging afternoon, shape (states, starts), for each drive.

    States that nothing ever moves (the personal drive, sizes of effects, couplings, skills) are held where they are.
    """
    model = whole_model(values=values)
    mean = np.asarray(model.start()[0])
    resting = np.asarray(model.flows(jnp.asarray(mean), {})[1]) == 0
    furthest = np.array([PLAUSIBLE.get(state.unit, 0.0) for state in model.states().values()])
    generator = np.random.default_rng(seed)
    start = furthest[:, None] * generator.random((len(mean), STARTS * len(DRIVES)))
    hormones = [place for place, name in enumerate(model.state_names) if name.startswith("stress_axis.")]
    start[hormones[1:]] = np.exp(generator.uniform(-1.1, 1.1, (len(hormones) - 1, start.shape[1])))
    start[resting] = mean[resting, None]
    start[model.state_names.index("nociception.drive")] = np.repeat(DRIVES, STARTS)

    @jax.jit
    def settle(x: jax.Array) -> jax.Array:
        exposure = {"asleep": jnp.asarray(1 / 3)}
        return jax.lax.fori_loop(0, round(YEARS * 365 / STEP), lambda _, at: step_each(model, at, exposure, STEP), x)

    ends = np.asarray(settle(jnp.asarray(start)))
    return {drive: ends[:, i * STARTS : (i + 1) * STARTS] for i, drive in enumerate(DRIVES)}


STRONG_COUPLINGS = {"affect.mood_coupling": -0.5, "affect.anxiety_coupling": 0.5, "sensitisation.slow_rate": 0.5}


@pytest.mark.slow
@pytest.mark.parametrize("values", [None, STRONG_COUPLINGS], ids=["typical", "strong couplings"])
def test_every_start_ends_in_the_same_state_for_a_given_drive(values: dict[str, float] | None):
    for drive, ends in end_states(values).items():
        assert np.isfinite(ends).all()
        assert np.ptp(ends, axis=1).max() < 1e-3, drive
