"""Descending control: the brain turns pain down when another place hurts or when a stimulus lets up."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Descending(Mechanism):
    r"""Conditioned modulation, offset analgesia and the part of monoamines.

    $$\dot C = \frac{1}{\tau_C}\left(\kappa\,\frac{u_C}{u_C + c_{1/2}}\,e^{-\rho [Z]_+} - C\right), \quad
      \dot S = \frac{S^* - S}{\tau_S}, \quad \dot B = \frac{S^* - B}{\tau_B}, \quad
      i = C + \omega\,[B - S]_+ + \mu M$$

    with a painful stimulus $u_C$ elsewhere, stress Z, the evoked signal $S^*$ followed quickly by S and slowly by B,
    and monoamines M. When a stimulus falls a little, B is still high: pain falls by far more than the stimulus did.
    """

    conditioned_strength: Scalar = parameter(
        0.5,
        unit="1",
        status="assumed",
        doc="largest inhibition by pain elsewhere",
        spread=LogNormal(0.5, 0.4),
    )
    half_conditioning: Scalar = parameter(3.0, unit="nrs", status="assumed", doc="pain elsewhere that gives half of it")
    conditioned_time: Scalar = parameter(
        convert(1.0, "minute", "day"), unit="day", status="assumed", doc="how long it takes to come and to go"
    )
    stress_loss: Scalar = parameter(
        0.12, unit="1/nrs", status="assumed", doc="how fast conditioned modulation is lost with stress"
    )
    offset_strength: Scalar = parameter(
        3.5, unit="1/nrs", status="assumed", doc="inhibition by each point that a stimulus falls"
    )
    offset_onset: Scalar = parameter(
        convert(1.0, "second", "day"), unit="day", status="assumed", doc="how fast a fall is noticed"
    )
    offset_time: Scalar = parameter(
        convert(8.0, "second", "day"), unit="day", status="assumed", doc="how long the memory of a stimulus lasts"
    )
    monoamine_strength: Scalar = parameter(
        0.1, unit="1", status="assumed", doc="inhibition by a full dose of a drug that keeps monoamines at work"
    )

    def states(self) -> Mapping[str, State]:
        """Conditioned inhibition, and the stimulus as followed quickly and slowly."""
        return {
            "conditioned": State("1", "inhibition by pain elsewhere"),
            "seen": State("nrs", "stimulus, followed quickly"),
            "traced": State("nrs", "stimulus, followed slowly"),
            "monoamine": State("1", "noradrenaline and serotonin kept at work by a drug"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What turns pain down, and stress, which weakens that."""
        return {
            "conditioning": Input("nrs", "pain of a stimulus elsewhere on the body"),
            "evoked": Input("nrs", "signal of a stimulus from outside"),
            "stress_departure": Input("nrs", "stress beside the usual"),
            "monoamine": Input("1", "monoamines kept at work by a drug, 1 for a full dose"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each follows its cause at its own pace."""
        elsewhere = u["conditioning"] / (u["conditioning"] + self.half_conditioning)
        calm = jnp.exp(-self.stress_loss * jnp.maximum(u["stress_departure"], 0.0))
        return {
            "conditioned": relax(1 / self.conditioned_time, self.conditioned_strength * elsewhere * calm),
            "seen": relax(1 / self.offset_onset, u["evoked"]),
            "traced": relax(1 / self.offset_time, u["evoked"]),
            "monoamine": relax(1 / self.conditioned_time, u["monoamine"]),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """All of it inhibits."""
        offset = self.offset_strength * jnp.maximum(x["traced"] - x["seen"], 0.0)
        return {"inhibition": x["conditioned"] + offset + self.monoamine_strength * x["monoamine"]}
