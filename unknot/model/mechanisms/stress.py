"""Stress: how stressed a day felt, how pain goes with it, and the hormones that answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.model.rated import RatedMechanism, Rating
from unknot.units import convert


class Stress(RatedMechanism):
    """Perceived stress comes and goes around the person's usual; its sign on pain differs between people."""

    variation: Scalar = parameter(1.5, unit="nrs", status="assumed", doc="within-person spread of perceived stress")
    persistence: Scalar = parameter(1.5, unit="day", status="assumed", doc="how long a stressful spell lasts")
    coupling: Scalar = parameter(0.0, unit="1", status="assumed", doc="points of pain by each point of stress")
    coupling_spread: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="how much people differ in how pain goes with stress"
    )
    rating_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same day, rounding left out"
    )

    def ratings(self) -> Mapping[str, Rating]:
        """The stress of the day."""
        return {
            "level": Rating(self.variation, self.persistence, self.coupling_spread, self.rating_noise, self.coupling)
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Pain by the coupling, and the departure for whatever reacts to stress."""
        return {**super().offers(x), "stress_departure": x["level"]}


class StressAxis(Mechanism):
    r"""The quick reaction to a stressor, and the hormones from brain to adrenal gland.

    $$\dot Q = \frac{\rho u_S - Q}{\tau_Q}, \quad
      \dot x_1 = \gamma_1\left(\frac{1 + \kappa [Z]_+ + c}{x_3 (1 + (x_3/K)^3)} - x_1\right), \quad
      \dot x_2 = \gamma_2\left(\frac{x_1 P}{1 + (x_3/K)^3} - x_2\right), \quad
      \dot x_3 = \gamma_3 (x_2 A - x_3), \quad
      \dot P = \gamma_P P (x_1 - 1), \quad \dot A = \gamma_A A (x_2 - 1)$$

    with CRH, ACTH and cortisol $x_1, x_2, x_3$ (half-lives of 4, 20 and 80 minutes), pituitary and adrenal mass P and A
    (weeks, the slow memory of stress), stress Z and hour of the day c. Cortisol's way to pain is speculative and has
    weight zero. The loop of three hormones swings up at steps of hours: at half an hour it does not.
    """

    longest_step: ClassVar[float] = convert(30.0, "minute", "day")

    reactivity: Scalar = parameter(
        1.0, unit="1", status="assumed", doc="stress felt by a point of stressor", spread=LogNormal(1.0, 0.5)
    )
    reaction_time: Scalar = parameter(
        convert(20.0, "minute", "day"), unit="day", status="assumed", doc="how long the quick reaction lasts"
    )
    reaction_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same stress of the moment"
    )
    arousal: Scalar = parameter(0.0, unit="1/nrs", status="assumed", doc="sensitivity by a point of acute stress")
    analgesia: Scalar = parameter(0.02, unit="1/nrs", status="assumed", doc="opioid tone by a point of acute stress")
    drive: Scalar = parameter(0.15, unit="1/nrs", status="assumed", doc="hormone drive by a point of stress")
    daily_swing: Scalar = parameter(0.5, unit="1", status="assumed", doc="swing of the drive over day and night")
    crh_half_life: Scalar = parameter(
        convert(4.0, "minute", "day"), unit="day", status="reported", source="karin2020", doc="half-life of CRH"
    )
    acth_half_life: Scalar = parameter(
        convert(20.0, "minute", "day"), unit="day", status="reported", source="karin2020", doc="half-life of ACTH"
    )
    cortisol_half_life: Scalar = parameter(
        convert(80.0, "minute", "day"), unit="day", status="reported", source="karin2020", doc="half-life of cortisol"
    )
    pituitary_half_time: Scalar = parameter(20.0, unit="day", status="assumed", doc="half-time of pituitary mass")
    adrenal_half_time: Scalar = parameter(30.0, unit="day", status="assumed", doc="half-time of adrenal mass")
    receptor: Scalar = parameter(
        4.0, unit="1", status="assumed", doc="cortisol at which its receptors are half engaged"
    )
    pain_by_cortisol: Scalar = parameter(
        0.0, unit="1", status="assumed", doc="sensitivity by doubled cortisol (speculative)"
    )

    def states(self) -> Mapping[str, State]:
        """Quick reaction, hormones and glands; hormones and glands are 1 at rest."""
        return {
            "reaction": State("nrs", "stress of the moment, beside that of the day"),
            "crh": State("1", "CRH", 1.0),
            "acth": State("1", "ACTH", 1.0),
            "cortisol": State("1", "cortisol", 1.0),
            "pituitary": State("1", "pituitary mass", 1.0),
            "adrenal": State("1", "adrenal mass", 1.0),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Stressors, the stress of the day, and the hour."""
        return {
            "stressor": Input("nrs", "an acute stressor, as the stress it gives to a typical person"),
            "stress_departure": Input("nrs", "stress beside the usual"),
            "morning": Input("1", "cosine of the hour angle, 1 at seven in the morning"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each hormone follows the one above and is held back by cortisol; glands grow when they are driven."""
        halving = jnp.log(2.0)
        engaged = 1 + (x["cortisol"] / self.receptor) ** 3
        stress = self.drive * jnp.maximum(u["stress_departure"], 0.0)
        call = jnp.maximum(1 + stress + self.daily_swing * u["morning"], 0.0)
        least = 1e-3
        crh = call / (jnp.maximum(x["cortisol"], least) * engaged)
        grow, swell = halving / self.pituitary_half_time, halving / self.adrenal_half_time
        return {
            "reaction": relax(1 / self.reaction_time, self.reactivity * u["stressor"]),
            "crh": relax(halving / self.crh_half_life, crh),
            "acth": relax(halving / self.acth_half_life, x["crh"] * x["pituitary"] / engaged),
            "cortisol": relax(halving / self.cortisol_half_life, x["acth"] * x["adrenal"]),
            "pituitary": Flow(grow * x["pituitary"] * x["crh"], grow),
            "adrenal": Flow(swell * x["adrenal"] * x["acth"], swell),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Acute stress is stress too; cortisol does nothing to pain unless somebody says so."""
        return {
            "stress_departure": x["reaction"],
            "sensitivity": self.arousal * x["reaction"] + self.pain_by_cortisol * (x["cortisol"] - 1),
            "opioid_drive": self.analgesia * jnp.maximum(x["reaction"], 0.0),
        }

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """What a saliva sample shows, as a multiple of rest, and how stressed the moment feels."""
        return {
            "cortisol": Readout(x["cortisol"], 0.0, unit="1"),
            "reaction": Readout(x["reaction"], self.reaction_noise),
        }
