"""Nociception: what the tissue sends, as a slow personal drive and a fast fluctuation."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter


class Nociception(Mechanism):
    r"""A drive that wanders slowly, an improvement that runs its course, and a fluctuation around both.

    $$dD = \sigma_D\,dW, \qquad \dot I = -\tfrac{\ln 2}{h} I, \qquad
      dF = -F/\tau\,dt + s\sqrt{2/\tau}\,dW, \qquad \text{pain} \mathrel{+}= D + I + F$$

    Without fluctuation this is local-level smoothing; without drift it is an AR(1) process around the person's mean.
    """

    drift: Scalar = parameter(
        0.08,
        unit="nrs/day^0.5",
        status="assumed",
        doc="how far the slow drive wanders in a day",
        prior=LogNormal(0.08, 0.7),
    )
    fluctuation_sd: Scalar = parameter(
        0.9,
        unit="nrs",
        status="derived",
        source="ono2019",
        doc="spread of the fast fluctuation",
        prior=LogNormal(0.9, 0.5),
    )
    fluctuation_time: Scalar = parameter(
        0.8,
        unit="day",
        status="assumed",
        doc="how long a flare or a good spell lasts",
        prior=LogNormal(0.8, 0.7),
    )
    improvement_half_time: Scalar = parameter(
        20.0,
        unit="day",
        status="derived",
        source="plan2012",
        doc="half-time of the improvement that comes without a specific cause (11 to 28 days)",
    )
    usual_drive: Scalar = parameter(5.0, unit="nrs", status="assumed", doc="typical drive of a new client")
    drive_spread: Scalar = parameter(2.2, unit="nrs", status="assumed", doc="how much clients differ in it")
    usual_improvement: Scalar = parameter(
        0.5,
        unit="nrs",
        status="derived",
        source="plan2012",
        doc="improvement still to come when a diary starts: half of the 19 % seen from the start of placebo arms",
    )
    improvement_spread: Scalar = parameter(
        0.8, unit="nrs", status="derived", source="plan2012", doc="how much clients differ in it"
    )

    def states(self) -> Mapping[str, State]:
        """Drive, improvement still to come, and fluctuation."""
        return {
            "drive": State("nrs", "slow personal pain drive", self.usual_drive, self.drive_spread),
            "improvement": State("nrs", "improvement still to come", self.usual_improvement, self.improvement_spread),
            "fluctuation": State("nrs", "fast fluctuation around the drive", 0.0, self.fluctuation_sd),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """The drive only wanders; improvement and fluctuation fade."""
        return {
            "drive": Flow(),
            "improvement": relax(jnp.log(2.0) / self.improvement_half_time),
            "fluctuation": relax(1 / self.fluctuation_time),
        }

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """Wandering of the drive; the fluctuation keeps its spread."""
        return {
            "drive": self.drift**2,
            "fluctuation": 2 * self.fluctuation_sd**2 / self.fluctuation_time,
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """All three add to the pain that is felt."""
        return {"pain": x["drive"] + x["improvement"] + x["fluctuation"]}
