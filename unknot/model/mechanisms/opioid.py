"""Opioids: the body's own carry a part of placebo, distraction and stress analgesia; naloxone blocks all of them."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Opioid(Mechanism):
    r"""The tone beyond that of rest, an opioid drug D, and how much of both naloxone blocks.

    $$\dot O = \frac{u_O - O}{\tau_O}, \qquad \dot B = \frac{u_B - B}{\tau_B}, \qquad
      \dot D = \frac{u_D - D}{\tau_D}, \qquad i = (\omega\,O + \delta D)(1 - B)$$

    No arrow leads from massage to this tone: no human study has shown that one is needed.
    """

    tone_time: Scalar = parameter(
        convert(20.0, "second", "day"),
        unit="day",
        status="assumed",
        doc="how long the tone takes to rise and to fall (within the blocks of a task, or a task could not drive it)",
    )
    block_time: Scalar = parameter(
        convert(5.0, "minute", "day"), unit="day", status="assumed", doc="how long naloxone takes to act and to leave"
    )
    strength: Scalar = parameter(
        0.25, unit="1", status="assumed", doc="inhibition by a tone of 1", spread=LogNormal(0.25, 0.5)
    )

    drug_time: Scalar = parameter(
        convert(5.0, "minute", "day"),
        unit="day",
        status="assumed",
        doc="how long an opioid drug takes to act and leave",
    )
    drug_strength: Scalar = parameter(
        0.5,
        unit="1",
        status="assumed",
        doc="inhibition by the usual dose of an opioid drug",
        spread=LogNormal(0.5, 0.5),
    )

    def states(self) -> Mapping[str, State]:
        """Tone, drug and block."""
        return {
            "tone": State("1", "endogenous opioid tone beyond that of rest"),
            "drug": State("1", "opioid drug at work, 1 for the usual dose"),
            "blocked": State("1", "share of receptors that naloxone blocks"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What raises the tone, and what blocks it."""
        return {
            "opioid_drive": Input("1", "drive of endogenous opioids by expectation, attention and stress"),
            "opioid_drug": Input("1", "opioid drug, 1 for the usual dose"),
            "opioid_block": Input("1", "naloxone, 1 for a dose that blocks all receptors"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each follows its cause."""
        return {
            "tone": relax(1 / self.tone_time, u["opioid_drive"]),
            "drug": relax(1 / self.drug_time, u["opioid_drug"]),
            "blocked": relax(1 / self.block_time, jnp.minimum(u["opioid_block"], 1.0)),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """What is not blocked inhibits."""
        bound = self.strength * x["tone"] + self.drug_strength * x["drug"]
        return {"inhibition": bound * (1 - x["blocked"])}
