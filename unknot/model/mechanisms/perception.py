"""Perception: the two parts of pain, how strong it is and how bad it feels."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter


class Perception(Mechanism):
    r"""Intensity is the sum of all that is offered to pain; unpleasantness follows it with a share of its own.

    $$\text{intensity} = \sum \text{pain}, \qquad
      \text{unpleasantness} = \text{intensity} + O + V, \qquad dV = -V/\tau\,dt + s\sqrt{2/\tau}\,dW$$
    """

    rating_noise: Scalar = parameter(
        0.6,
        unit="nrs",
        status="derived",
        source="onysk2024",
        doc="spread of a rating of the same pain, rounding left out",
        prior=LogNormal(0.6, 0.5),
    )
    offset_spread: Scalar = parameter(
        1.5, unit="nrs", status="assumed", doc="how much people differ in how bad the same pain feels"
    )
    valence_sd: Scalar = parameter(
        0.7, unit="nrs", status="assumed", doc="day-to-day spread of how bad the same pain feels"
    )
    valence_time: Scalar = parameter(1.0, unit="day", status="assumed", doc="how long such a difference lasts")

    def states(self) -> Mapping[str, State]:
        """Personal offset of unpleasantness, and its day-to-day part."""
        return {
            "offset": State("nrs", "how much worse than its strength pain feels", 0.0, self.offset_spread),
            "valence": State("nrs", "day-to-day part of how bad pain feels", 0.0, self.valence_sd),
        }

    def inputs(self) -> Mapping[str, Input]:
        """The pain signal."""
        return {"pain": Input("nrs", "pain signal that reaches perception")}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """The offset stays; the day-to-day part fades."""
        return {"offset": Flow(), "valence": relax(1 / self.valence_time)}

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """The day-to-day part keeps its spread."""
        return {"valence": 2 * self.valence_sd**2 / self.valence_time}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """Intensity and unpleasantness."""
        return {
            "intensity": Readout(u["pain"], self.rating_noise),
            "unpleasantness": Readout(u["pain"] + x["offset"] + x["valence"], self.rating_noise),
        }
