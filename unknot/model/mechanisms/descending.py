"""Descending control: pain is turned down when another place hurts or a stimulus lets up; lasting pain wears it out."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Descending(Mechanism):
    r"""Conditioned modulation, offset analgesia and the part of monoamines.

    $$\dot C = \frac{1}{\tau_C}\left(\kappa\,\frac{u_C}{u_C + c_{1/2}}\,e^{-\rho [Z]_+} - C\right), \quad
      \dot B = \frac{[f - B]_+}{\tau_f} - \left(\frac{1}{\tau_B} + \nu r\right) B$$

    $$\dot H = \frac{e^{-\lambda P} - H}{\tau_H}, \qquad i = H\,(C + \omega B) + \mu M$$

    with a painful stimulus $u_C$ elsewhere, stress Z, rises r and falls f of a stimulus, monoamines M and felt
    pain P. B is how far the stimulus has just fallen: pain falls by far more than the stimulus did
    (offset analgesia), for seconds. A new rise wipes B out, or the falls between the pulses of a train would forbid
    wind-up. Months of pain wear the control down to H: conditioned inhibition is weaker in chronic pain.
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
        9.0, unit="1/nrs", status="assumed", doc="inhibition by each point of a fall that is noticed, about half of it"
    )
    offset_onset: Scalar = parameter(
        convert(0.1, "second", "day"), unit="day", status="assumed", doc="how fast a fall inhibits"
    )
    offset_reset: Scalar = parameter(
        5.0, unit="1/nrs", status="assumed", doc="how fast each point of a rise wipes out the inhibition of a fall"
    )
    offset_time: Scalar = parameter(
        convert(8.0, "second", "day"), unit="day", status="assumed", doc="how long the inhibition of a fall lasts"
    )
    monoamine_strength: Scalar = parameter(
        0.1, unit="1", status="assumed", doc="inhibition by a full dose of a drug that keeps monoamines at work"
    )

    wear: Scalar = parameter(
        0.15,
        unit="1/nrs",
        status="derived",
        source="lewis2012",
        doc="share of the control that each point of lasting pain wears away (halved at 5 points: 0.78 SD less)",
    )
    wear_time: Scalar = parameter(
        20.0, unit="day", status="assumed", doc="how long pain takes to wear it, or to spare it"
    )

    def states(self) -> Mapping[str, State]:
        """Conditioned inhibition, how far a stimulus has just fallen, and what lasting pain has spared."""
        return {
            "conditioned": State("1", "inhibition by pain elsewhere"),
            "fallen": State("nrs", "how far the stimulus has just fallen"),
            "spared": State("1", "share of the control that lasting pain has left"),
            "monoamine": State("1", "noradrenaline and serotonin kept at work by a drug"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What turns pain down, and stress and lasting pain, which weaken that."""
        return {
            "conditioning": Input("nrs", "pain of a stimulus elsewhere on the body"),
            "stimulus_rise": Input("nrs/day", "rise of a stimulus that is noticed"),
            "stimulus_fall": Input("nrs", "how far a stimulus lies below what it was a moment ago"),
            "stress_departure": Input("nrs", "stress beside the usual"),
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "monoamine": Input("1", "monoamines kept at work by a drug, 1 for a full dose"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each follows its cause at its own pace."""
        elsewhere = u["conditioning"] / (u["conditioning"] + self.half_conditioning)
        noticing = jnp.where(u["stimulus_fall"] > x["fallen"], 1 / self.offset_onset, 0.0)
        fading = 1 / self.offset_time + self.offset_reset * u["stimulus_rise"]
        calm = jnp.exp(-self.stress_loss * jnp.maximum(u["stress_departure"], 0.0))
        return {
            "conditioned": relax(1 / self.conditioned_time, self.conditioned_strength * elsewhere * calm),
            "fallen": Flow(noticing * u["stimulus_fall"], noticing + fading),
            "spared": relax(1 / self.wear_time, jnp.exp(-self.wear * u["felt_pain"])),
            "monoamine": relax(1 / self.conditioned_time, u["monoamine"]),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """All of it inhibits."""
        control = x["conditioned"] + self.offset_strength * x["fallen"]
        return {"inhibition": x["spared"] * control + self.monoamine_strength * x["monoamine"]}
