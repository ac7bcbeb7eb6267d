"""Expectation: what is felt is drawn towards what is expected, and what is expected is learned from what is felt."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogitNormal, LogNormal, parameter
from unknot.units import convert


class Expectation(Mechanism):
    r"""Usual pain E follows what is felt; a cue c raises expected relief R to what is said and remembered.

    $$a = \frac{1}{\tau_s}\frac{S^*}{S^* + s_{1/2}}, \quad
      \dot E = \left(\frac{1}{\tau_E} + (1 - c)\,a\right)(P - E), \quad
      \dot R = \frac{c\,(S(1 + \kappa A) + M - R)}{\tau_c} - \frac{R}{\tau_R}, \quad
      \dot M = c\left(\frac{1}{\tau_M} + a\right)([E - P]_+ - M) - \frac{M}{\tau_f}$$

    with suggested relief S (negative: a nocebo), trust A, and memory M of the relief that came with the cue. A stimulus
    $S^*$ is attended to, so that a laboratory teaches in minutes what a life with pain teaches in days; what it teaches
    under a cue is credited to the cue.

    Perception gives a weight w to the pain that is expected at this moment, $P = (1-w)N + w(P_e - R)$. The moment's
    $P_e$ follows what is felt by 0.73 to 0.86 of the error a trial, within seconds. It is taken at its balance
    $P_e = P$, so that $P = N - \frac{w}{1-w} R$: a stimulus known from calibration, or a pain lived with, is felt in
    full, and only what a cue adds or takes moves it. A part of expected relief is carried by opioids.
    """

    weight: Scalar = parameter(
        0.24,
        unit="1",
        status="reported",
        source="onysk2024",
        doc="weight of the expectation in what is felt (0.19 to 0.28)",
        spread=LogitNormal(0.24, 0.5),
    )
    pain_time: Scalar = parameter(
        2.0, unit="day", status="assumed", doc="how long usual pain takes to follow felt pain"
    )
    cue_time: Scalar = parameter(
        convert(1.0, "minute", "day"), unit="day", status="assumed", doc="how fast a cue raises expected relief"
    )
    relief_time: Scalar = parameter(
        convert(1.5, "hour", "day"), unit="day", status="assumed", doc="how long expected relief outlasts its cue"
    )
    trust_gain: Scalar = parameter(
        1.0, unit="1", status="assumed", doc="how much full trust adds to a suggestion", spread=LogNormal(1.0, 0.4)
    )
    learning_time: Scalar = parameter(
        convert(1.0, "hour", "day"), unit="day", status="assumed", doc="time with the cue that teaches its relief"
    )
    memory_time: Scalar = parameter(
        6.0,
        unit="day",
        status="derived",
        source="colloca2006",
        doc="how long learned relief and failure are remembered (seen after 4 to 7 days)",
    )
    stimulus_time: Scalar = parameter(
        convert(1.0, "minute", "day"), unit="day", status="assumed", doc="time with a stimulus that teaches its pain"
    )
    half_attention: Scalar = parameter(
        1.0, unit="nrs", status="assumed", doc="stimulus at which half of the attention is on it"
    )
    to_opioid: Scalar = parameter(0.12, unit="1/nrs", status="assumed", doc="opioid tone by a point of expected relief")

    def states(self) -> Mapping[str, State]:
        """Usual pain, expected relief, and remembered relief."""
        return {
            "pain": State("nrs", "pain as it is expected where nothing is done against it"),
            "relief": State("nrs", "relief that is expected now"),
            "memory": State("nrs", "relief that the cue is remembered for"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What is felt, what is said, and who says it."""
        return {
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "evoked": Input("nrs", "signal of a stimulus from outside"),
            "cue": Input("1", "a treatment or a warning that is noticed, 1 while it is there"),
            "suggestion": Input("nrs", "relief that it promises, negative for harm"),
            "trust": Input("1", "trust in whoever treats, 1 for a warm and enhanced encounter"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Expectations follow their cause; without a cue expected relief fades."""
        attention = u["evoked"] / (u["evoked"] + self.half_attention) / self.stimulus_time
        cue = u["cue"] / self.cue_time
        promised = u["suggestion"] * (1 + self.trust_gain * u["trust"]) + x["memory"]
        usual = 1 / self.pain_time + jnp.maximum(1 - u["cue"], 0.0) * attention
        taught = u["cue"] * (1 / self.learning_time + attention)
        got = jnp.maximum(x["pain"] - u["felt_pain"], 0.0)
        return {
            "pain": relax(usual, u["felt_pain"]),
            "relief": Flow(cue * promised, cue + 1 / self.relief_time),
            "memory": Flow(taught * got, taught + 1 / self.memory_time),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """What expected relief takes from pain, the drive of opioids by hope of relief, and usual pain."""
        return {
            "weighted_expectation": -self.weight / (1 - self.weight) * x["relief"],
            "opioid_drive": self.to_opioid * jnp.maximum(x["relief"], 0.0),
            "expected_pain": x["pain"],
        }
