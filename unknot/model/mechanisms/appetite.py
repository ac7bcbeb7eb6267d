"""Appetite: it follows serotonin, mood and pain."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import parameter


class Appetite(Mechanism):
    r"""Departures from the person's usual appetite.

    $$\dot A = \frac{u_A + \mu M - \pi (P - E) - A}{\tau}$$

    with drive $u_A$ by serotonin, mood M, and pain P beyond what is expected, E: chronic pain uncouples eating from
    hunger, so that only a change of pain counts.
    """

    usual: Scalar = parameter(6.0, unit="nrs", status="assumed", doc="usual appetite")
    time: Scalar = parameter(0.3, unit="day", status="assumed", doc="how long appetite takes to change")
    by_mood: Scalar = parameter(0.3, unit="1", status="assumed", doc="appetite by a point of mood")
    by_pain: Scalar = parameter(
        0.2, unit="1", status="assumed", doc="appetite lost by a point of pain beyond the expected"
    )
    rating_noise: Scalar = parameter(0.5, unit="nrs", status="assumed", doc="spread of a rating of the same appetite")

    def states(self) -> Mapping[str, State]:
        """How far appetite is from the usual."""
        return {"departure": State("nrs", "departure from the usual appetite")}

    def inputs(self) -> Mapping[str, Input]:
        """What moves it."""
        return {
            "appetite_drive": Input("nrs", "where appetite is driven, beside the usual"),
            "mood_departure": Input("nrs", "mood beside the usual"),
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "expected_pain": Input("nrs", "pain as it is expected"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Appetite follows its causes."""
        surprise = u["felt_pain"] - u["expected_pain"]
        toward = u["appetite_drive"] + self.by_mood * u["mood_departure"] - self.by_pain * surprise
        return {"departure": relax(1 / self.time, toward)}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """What a diary would ask."""
        return {"level": Readout(self.usual + x["departure"], self.rating_noise)}
