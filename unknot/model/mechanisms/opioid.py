"""Endogenous opioids: they carry a part of placebo, distraction and stress analgesia, and naloxone takes it away."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Opioid(Mechanism):
    r"""The tone beyond that of rest, and how much of it naloxone blocks.

    $$\dot O = \frac{u_O - O}{\tau_O}, \qquad \dot B = \frac{u_B - B}{\tau_B}, \qquad i = \omega\,O\,(1 - B)$$

    No arrow leads from massage to this tone: no human study has shown that one is needed.
    """

    tone_time: Scalar = parameter(
        convert(2.0, "minute", "day"), unit="day", status="assumed", doc="how long the tone takes to rise and to fall"
    )
    block_time: Scalar = parameter(
        convert(5.0, "minute", "day"), unit="day", status="assumed", doc="how long naloxone takes to act and to leave"
    )
    strength: Scalar = parameter(
        0.25, unit="1", status="assumed", doc="inhibition by a tone of 1", spread=LogNormal(0.25, 0.5)
    )

    def states(self) -> Mapping[str, State]:
        """Tone and block."""
        return {
            "tone": State("1", "endogenous opioid tone beyond that of rest"),
            "blocked": State("1", "share of receptors that naloxone blocks"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What raises the tone, and what blocks it."""
        return {
            "opioid_drive": Input("1", "drive of endogenous opioids by expectation, attention and stress"),
            "opioid_block": Input("1", "naloxone, 1 for a dose that blocks all receptors"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Both follow their cause."""
        return {
            "tone": relax(1 / self.tone_time, u["opioid_drive"]),
            "blocked": relax(1 / self.block_time, jnp.minimum(u["opioid_block"], 1.0)),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """What is not blocked inhibits."""
        return {"inhibition": self.strength * x["tone"] * (1 - x["blocked"])}
