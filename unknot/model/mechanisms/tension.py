"""Tension: muscles guard a sore place, tire under load and stress, and loosen under the hands."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values
from unknot.model.parameter import parameter
from unknot.units import convert


class Tension(Mechanism):
    r"""Muscle tension, whose way to pain is speculative: the weight is zero unless somebody sets it.

    $$\dot T = \frac{\gamma P + \sigma Z + \lambda L - T}{\tau} - \frac{\kappa k}{\tau}\,T, \qquad
      \text{pain} \mathrel{+}= wT$$

    with felt pain P, stress Z, load L, and kneading k, which loosens for as long as it lasts and little longer:
    stiffness falls by some 5 % and is back within minutes; muscle activity hardly tracks pain.
    """

    time: Scalar = parameter(
        convert(10.0, "minute", "day"), unit="day", status="assumed", doc="how long tension takes to come back"
    )
    guarding: Scalar = parameter(0.1, unit="1/nrs", status="assumed", doc="tension that a point of pain keeps up")
    by_stress: Scalar = parameter(0.05, unit="1/nrs", status="assumed", doc="tension that a point of stress keeps up")
    by_load: Scalar = parameter(0.2, unit="1", status="assumed", doc="tension that load keeps up")
    loosening: Scalar = parameter(0.05, unit="1", status="assumed", doc="share that steady kneading takes away")
    pain_weight: Scalar = parameter(0.0, unit="nrs", status="assumed", doc="pain of full tension (speculative)")

    def states(self) -> Mapping[str, State]:
        """How tense the muscles are."""
        return {"tension": State("1", "muscle tension, 1 in a guarded neck")}

    def inputs(self) -> Mapping[str, Input]:
        """What tenses and what loosens."""
        return {
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "stress_departure": Input("nrs", "stress beside the usual"),
            "load": Input("1", "physical load, 1 for a usual day"),
            "kneading": Input("1", "deep touch of muscle, 1 for a usual massage"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Tension follows its causes; kneading empties it."""
        causes = self.guarding * u["felt_pain"] + self.by_stress * u["stress_departure"] + self.by_load * u["load"]
        return {"tension": Flow(causes / self.time, (1 + self.loosening * u["kneading"]) / self.time)}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """A weak, unproven contribution to pain."""
        return {"pain": self.pain_weight * x["tension"]}
