"""Every mechanism there is compiles into the kernel of cohorts and does there what JAX says."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from shipped import TYPICAL, name_of

from unknot.cohort.equations import Living
from unknot.cohort.kernel.compiled import LANES, compiled
from unknot.cohort.kernel.program import INPUT, program_of
from unknot.model.cohort import lived_step
from unknot.model.model import Model
from unknot.model.people import differences, personal
from unknot.model.whole import whole_model

STEPS, LENGTH = 3, 1 / 96


def _agree(model: Model) -> None:
    random = np.random.default_rng(5)
    inputs = tuple(model.inputs())
    kernel = compiled(program_of(Living(model, model.state_names, inputs, LENGTH, noise=False), model.state_names))
    z = {name: random.uniform(-1, 1, LANES) for name in differences(model)}
    levels = random.uniform(0.0, 2.0, (STEPS, len(inputs)))
    draws = np.asarray([[z[name] for name in kernel.program.draws]]).reshape(1, -1, LANES)
    followed = [model.state_names.index(state.name) for state in kernel.program.states]
    # What the kernel takes to stay where everyone begins must begin there.
    start = np.repeat(np.asarray(model.start()[0])[:, None], LANES, axis=1)
    start[followed] = random.uniform(0.1, 3.0, (len(followed), LANES))
    table = kernel.table({INPUT + name: levels[:, place] for place, name in enumerate(inputs)}, STEPS)
    found = kernel(draws, start[None, followed].copy(), table, np.arange(1, STEPS + 1))

    person, x = personal(model, {name: jnp.asarray(value) for name, value in z.items()}), jnp.asarray(start)
    for step in range(STEPS):
        x = lived_step(person, x, dict(zip(inputs, levels[step], strict=True)), LENGTH, None)
        for place, name in enumerate(model.state_names):
            if name in model.readout_names:
                continue
            np.testing.assert_allclose(found[0, step, place], x[place], rtol=1e-10, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("mechanism", [one for one in TYPICAL if one.states()], ids=name_of)
def test_the_kernel_does_what_the_mechanism_says(mechanism):
    _agree(Model((mechanism,)))


def test_the_kernel_does_what_the_whole_model_says():
    _agree(whole_model(["massage", "mindfulness"]))
