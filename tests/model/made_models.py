"""Models and regimens that several tests of the model run."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp
from jaxtyping import Array

from unknot.model.exposure import Exposure
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.mechanisms.stress import Stress
from unknot.model.model import Model

BASE = (Nociception(), Perception())
MASSAGE = Relief.of("massage")
WHOLE = Model((*BASE, MASSAGE, Sleep(), Stress()))
READOUTS = tuple(name for name in WHOLE.readout_names if name != "perception.threshold")  # that is always 1 here

# Sessions of three hours, so that they fill whole steps of an eighth of a day.
LONG = 1 / 8
SESSIONS = (
    Exposure("massage", 1.0, LONG, 1.0),
    Exposure("massage", 2.5, LONG, 0.7),
    Exposure("massage", 6.25, LONG, 1.3),
)


def start_at(model: Model, values: Mapping[str, float]) -> Array:
    """The mean start of a model, with other values for some states."""
    names = model.state_names
    start = model.start()[0]
    return start.at[jnp.asarray([names.index(name) for name in values])].set(jnp.asarray([*values.values()]))
