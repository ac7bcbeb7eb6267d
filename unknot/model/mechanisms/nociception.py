"""Nociception: what the tissue sends: a slow personal drive, a fast fluctuation, injury, inflammation, stimuli."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


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


class Tissue(Mechanism):
    r"""What happens to the body: injury heals, inflammation comes and goes, a stimulus is felt while it lasts.

    $$\dot J = u_J - \tfrac{\ln 2}{h_J} J, \quad
      \dot I = \frac{(1-b)(\iota J + u_E) - I}{\tau_I}, \quad
      \dot A = \frac{\alpha u_S - A}{\tau_A}, \quad
      \dot R = \frac{u_S - R}{\tau_R}, \quad
      \dot E = \frac{R - E}{\tau_E}, \quad
      S = [R - A]_+, \quad \text{rise} = \frac{[R - E]_+}{\tau_E}, \quad \text{fall} = [E - R]_+, \quad
      \dot K = \rho u_P - \tfrac{\ln 2}{h_K} K$$

    with stimulus $u_S$, endotoxin $u_E$ and the block $b$ of anti-inflammatory drugs; receptors tire by A. What
    arrives is compared with what arrived a moment earlier, E, so that rises and falls are noticed. Injury is only
    loosely tied to pain: most of the pain of a client is drive, not J. Tissue that is pressed until it hurts, $u_P$,
    gets tender: pressure hurts sooner there by $e^{-K}$, and no other stimulus does.
    """

    injury_half_life: Scalar = parameter(
        10.0, unit="day", status="assumed", doc="half-life of a fresh soft-tissue injury"
    )
    injury_pain: Scalar = parameter(
        2.0, unit="nrs", status="assumed", doc="pain of a fresh injury, inflammation left out"
    )
    inflamed_by_injury: Scalar = parameter(0.5, unit="1", status="assumed", doc="inflammation that an injury keeps up")
    inflammation_time: Scalar = parameter(
        convert(3.5, "hour", "day"),
        unit="day",
        status="assumed",
        doc="how long inflammation takes to come and to go (endotoxin: pain is turned up for 2 to 6 hours)",
    )
    inflammation_pain: Scalar = parameter(2.0, unit="nrs", status="assumed", doc="pain of full inflammation")
    tiring: Scalar = parameter(
        0.15, unit="1", status="assumed", doc="share of a steady stimulus lost to tiring receptors"
    )
    tiring_time: Scalar = parameter(
        convert(15.0, "second", "day"), unit="day", status="assumed", doc="how long receptors take to tire and recover"
    )
    change_time: Scalar = parameter(
        convert(0.5, "second", "day"), unit="day", status="assumed", doc="how long a change of a stimulus is noticed"
    )
    stimulus_lag: Scalar = parameter(
        convert(0.3, "second", "day"), unit="day", status="assumed", doc="how long a stimulus takes to arrive"
    )
    tender_by_pressing: Scalar = parameter(
        72.0, unit="1/day", status="assumed", doc="tenderness by pressing on a spot (0.05 by a minute of testing)"
    )
    tender_half_life: Scalar = parameter(1.0, unit="day", status="assumed", doc="half-life of tenderness by pressing")

    def states(self) -> Mapping[str, State]:
        """Injury, inflammation, the stimulus as it arrives, how far receptors have tired of it, and tender tissue."""
        return {
            "injury": State("1", "injury that has not healed"),
            "inflammation": State("1", "inflammation"),
            "tired": State("nrs", "part of a stimulus lost to tiring receptors"),
            "arriving": State("nrs", "stimulus that arrives"),
            "earlier": State("nrs", "stimulus that arrived a moment ago"),
            "tender": State("1", "tenderness of a spot that was pressed, as a logarithm"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Injuries, endotoxin, stimuli and anti-inflammatory drugs."""
        return {
            "injury": Input("1/day", "fresh injuries a day"),
            "endotoxin": Input("1", "endotoxin in the blood, 1 for a laboratory dose"),
            "inflammation_block": Input("1", "share of inflammation that a drug blocks"),
            "pressing": Input("1", "pressing on a spot until it hurts, 1 while it goes on"),
            "stimulus": Input("nrs", "painful stimulus, as the pain it would give by itself"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each follows its cause at its own pace."""
        cause = self.inflamed_by_injury * x["injury"] + u["endotoxin"]
        return {
            "injury": Flow(u["injury"], jnp.log(2.0) / self.injury_half_life),
            "inflammation": relax(1 / self.inflammation_time, jnp.maximum(1 - u["inflammation_block"], 0.0) * cause),
            "tired": relax(1 / self.tiring_time, self.tiring * u["stimulus"]),
            "arriving": relax(1 / self.stimulus_lag, u["stimulus"]),
            "earlier": relax(1 / self.change_time, x["arriving"]),
            "tender": Flow(self.tender_by_pressing * u["pressing"], jnp.log(2.0) / self.tender_half_life),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """All of it hurts; stimuli, their changes and inflammation also turn gains up and down."""
        hurt = self.injury_pain * x["injury"] + self.inflammation_pain * x["inflammation"]
        evoked = jnp.maximum(x["arriving"] - x["tired"], 0.0)
        return {
            "pain": hurt + evoked,
            "evoked": evoked,
            "stimulus_rise": jnp.maximum(x["arriving"] - x["earlier"], 0.0) / self.change_time,
            "stimulus_fall": jnp.maximum(x["earlier"] - x["arriving"], 0.0),
            "inflammation": x["inflammation"],
        }

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """What tenderness of the spot leaves of its pressure pain threshold, as a share."""
        return {"toughness": Readout(jnp.exp(-x["tender"]), 0.0, unit="1")}
