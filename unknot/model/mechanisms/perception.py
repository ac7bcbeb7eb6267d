"""Perception: the two parts of pain, how strong it is and how bad it feels."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import LogitNormal, LogNormal, parameter
from unknot.units import convert


class Perception(Mechanism):
    r"""The signal passes the gate, is turned up and down, and meets what was expected.

    With signal $N = \sum\text{pain}$, gate $g$, sensitivity $s$, inhibition $i$, and expectation of weight $w$:

    $$\text{intensity} = (1-w)\,\frac{e^{s-i}}{1+g}\,N + wE, \qquad
      \text{unpleasantness} = e^{a}\,\text{intensity} + O + V, \qquad dV = -V/\tau\,dt + s_V\sqrt{2/\tau}\,dW$$

    A diary knows none of $g, s, i, w, a$: there intensity is the plain sum of all that is offered to pain. What is felt
    follows intensity after the seconds that a rating takes, and other mechanisms listen to it. Some answers only repeat
    the last one, without a look at what is felt; how often is learned with the rest.
    """

    rating_noise: Scalar = parameter(
        0.6,
        unit="nrs",
        status="derived",
        source="onysk2024",
        doc="spread of a rating of the same pain, rounding left out",
        prior=LogNormal(0.6, 0.5),
    )
    # Between 0.06 and 0.58 in eleven diaries of 23 to 2,908 answers, in the middle 0.2 (decision 0030).
    repeating: Scalar = parameter(
        0.18,
        unit="1",
        status="assumed",
        doc="share of answers that only repeat the last one, out of habit",
        prior=LogitNormal(0.18, 1.0),
    )
    offset_spread: Scalar = parameter(
        1.5, unit="nrs", status="assumed", doc="how much people differ in how bad the same pain feels"
    )
    valence_sd: Scalar = parameter(
        0.7, unit="nrs", status="assumed", doc="day-to-day spread of how bad the same pain feels"
    )
    valence_time: Scalar = parameter(1.0, unit="day", status="assumed", doc="how long such a difference lasts")
    rating_lag: Scalar = parameter(
        convert(3.4, "second", "day"), unit="day", status="assumed", doc="how long pain takes to be felt and rated"
    )
    threshold_noise: Scalar = parameter(
        0.1, unit="1", status="assumed", doc="spread of a measured pain threshold around the person's own"
    )

    def states(self) -> Mapping[str, State]:
        """Personal offset of unpleasantness, its day-to-day part, and the pain that is felt."""
        return {
            "offset": State("nrs", "how much worse than its strength pain feels", 0.0, self.offset_spread),
            "valence": State("nrs", "day-to-day part of how bad pain feels", 0.0, self.valence_sd),
            "felt": State("nrs", "pain as it is felt now"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """The pain signal and everything that shapes it."""
        return {
            "pain": Input("nrs", "pain signal that reaches the spinal gate"),
            "gate": Input("1", "how far touch closes the gate"),
            "sensitivity": Input("1", "how far the signal is turned up, as a logarithm"),
            "inhibition": Input("1", "how far the brain turns the signal down, as a logarithm"),
            "affective_gain": Input("1", "how much worse than strong pain feels, as a logarithm"),
            "expectation_weight": Input("1", "weight of what is expected in what is felt"),
            "weighted_expectation": Input("nrs", "expected pain times its weight"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """The offset stays; the day-to-day part fades; what is felt follows what arrives."""
        return {
            "offset": Flow(),
            "valence": relax(1 / self.valence_time),
            "felt": relax(1 / self.rating_lag, jnp.maximum(self._intensity(u), 0.0)),
        }

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """The day-to-day part keeps its spread."""
        return {"valence": 2 * self.valence_sd**2 / self.valence_time}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """What is felt is there for others to react to."""
        return {"felt_pain": x["felt"]}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """Intensity, unpleasantness, and the pain threshold as a multiple of the person's own at rest."""
        intensity = self._intensity(u)
        bad = jnp.exp(u["affective_gain"]) * intensity + x["offset"] + x["valence"]
        threshold = (1 + u["gate"]) * jnp.exp(u["inhibition"] - u["sensitivity"])
        return {
            "intensity": Readout(intensity, self.rating_noise, repeating=self.repeating),
            "unpleasantness": Readout(bad, self.rating_noise, repeating=self.repeating),
            "threshold": Readout(threshold, self.threshold_noise, unit="1"),
        }

    def _intensity(self, u: Values) -> Scalar:
        shaped = u["pain"] * jnp.exp(u["sensitivity"] - u["inhibition"]) / (1 + u["gate"])
        return (1 - u["expectation_weight"]) * shaped + u["weighted_expectation"]
