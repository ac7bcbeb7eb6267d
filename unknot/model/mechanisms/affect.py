"""Affect: mood and anxiety of the day, calm after a session, and the ways of thinking that make pain worse."""

from __future__ import annotations

from collections.abc import Mapping

import equinox as eqx
import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.model.rated import RatedMechanism, Rating
from unknot.units import convert


class Affect(RatedMechanism):
    """Mood and anxiety vary from day to day around the person's usual."""

    feelings: tuple[str, ...] = eqx.field(static=True, default=("anxiety", "mood"))
    mood_variation: Scalar = parameter(1.3, unit="nrs", status="assumed", doc="within-person spread of mood")
    anxiety_variation: Scalar = parameter(1.5, unit="nrs", status="assumed", doc="within-person spread of anxiety")
    persistence: Scalar = parameter(1.5, unit="day", status="assumed", doc="how long a mood lasts")
    mood_coupling: Scalar = parameter(
        0.0, unit="1", status="assumed", doc="points of pain by each point of better mood"
    )
    anxiety_coupling: Scalar = parameter(0.0, unit="1", status="assumed", doc="points of pain by each point of anxiety")
    coupling_spread: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="how much people differ in how pain goes with a feeling"
    )
    rating_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same feeling, rounding left out"
    )

    def ratings(self) -> Mapping[str, Rating]:
        """The feelings that are followed."""
        found = {
            "mood": (self.mood_variation, self.mood_coupling),
            "anxiety": (self.anxiety_variation, self.anxiety_coupling),
        }
        return {
            feeling: Rating(spread, self.persistence, self.coupling_spread, self.rating_noise, coupling)
            for feeling, (spread, coupling) in found.items()
            if feeling in self.feelings
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Pain by the couplings, and the mood for whatever follows it."""
        mood = {"mood_departure": x["mood"]} if "mood" in self.feelings else {}
        return {**super().offers(x), **mood}


class Distress(Mechanism):
    r"""Calm that a session brings, catastrophising, low mood over months, and the belief that pain means danger.

    $$\dot Q = \frac{u_C - Q}{\tau_c}\,[u_C > 0] - \frac{Q}{\tau_Q}, \quad
      \dot K = \frac{\kappa P - K}{\tau_K}, \quad
      \dot B = \frac{\delta P - B}{\tau_B} - \lambda u_C B, \quad
      \dot T = -r u_R T$$

    with comfort $u_C$, felt pain P and reappraisal $u_R$. Calm lowers anxiety, the best-supported route of massage,
    and takes low mood away; catastrophising makes pain feel worse; depression follows pain and pain follows it, in
    steps of months; a threat that has been reappraised does not come back by itself.
    """

    calm_onset: Scalar = parameter(
        convert(10.0, "minute", "day"), unit="day", status="assumed", doc="how fast comfort calms"
    )
    calm_time: Scalar = parameter(
        convert(4.0, "hour", "day"), unit="day", status="assumed", doc="how long calm outlasts it"
    )
    calm_strength: Scalar = parameter(
        0.02, unit="1/nrs", status="assumed", doc="inhibition by each point of calm", spread=LogNormal(0.02, 0.5)
    )
    calm_noise: Scalar = parameter(0.5, unit="nrs", status="assumed", doc="spread of a rating of the same calm")
    calm_affect: Scalar = parameter(
        0.03, unit="1/nrs", status="assumed", doc="easing of unpleasantness by a point of calm"
    )
    catastrophising_time: Scalar = parameter(0.5, unit="day", status="assumed", doc="how long catastrophising lasts")
    catastrophising_by_pain: Scalar = parameter(
        0.5, unit="1", status="assumed", doc="catastrophising by a point of pain"
    )
    catastrophising_affect: Scalar = parameter(
        0.02, unit="1/nrs", status="assumed", doc="how much worse pain feels by a point of catastrophising"
    )
    depression_time: Scalar = parameter(
        90.0, unit="day", status="assumed", doc="how long low mood takes to follow pain"
    )
    depression_by_pain: Scalar = parameter(0.3, unit="1", status="assumed", doc="low mood by a point of lasting pain")
    lift_by_comfort: Scalar = parameter(
        0.4,
        unit="1/nrs/day",
        status="assumed",
        doc="how fast a point of comfort takes low mood away (courses of massage lower trait depression)",
    )
    mood_by_depression: Scalar = parameter(0.5, unit="1", status="assumed", doc="daily mood lost by a point of it")
    reappraisal_rate: Scalar = parameter(
        1.5, unit="1/day", status="assumed", doc="how fast threat is unlearned during reappraisal"
    )
    threat_strength: Scalar = parameter(
        0.2, unit="1", status="assumed", doc="sensitivity by the usual threat", spread=LogNormal(0.2, 0.8)
    )

    def states(self) -> Mapping[str, State]:
        """Calm, catastrophising, depression and threat."""
        return {
            "calm": State("nrs", "calm beyond the usual"),
            "catastrophising": State("nrs", "catastrophising"),
            "depression": State("nrs", "low mood over months"),
            "threat": State("1", "belief that pain means danger, 1 for the person's own before any treatment", 1.0),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Comfort, pain, and reappraisal."""
        return {
            "comfort": Input("nrs", "how much a treatment calms while it lasts, in points of anxiety"),
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "reappraisal": Input("1", "work on what pain means, 1 for an hour with a therapist"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each follows its cause; threat only falls."""
        calming = jnp.where(u["comfort"] > 0, 1 / self.calm_onset, 0.0)
        return {
            "calm": Flow(calming * u["comfort"], calming + 1 / self.calm_time),
            "catastrophising": relax(1 / self.catastrophising_time, self.catastrophising_by_pain * u["felt_pain"]),
            "depression": Flow(
                self.depression_by_pain * u["felt_pain"] / self.depression_time,
                1 / self.depression_time + self.lift_by_comfort * u["comfort"],
            ),
            "threat": Flow(loss=self.reappraisal_rate * u["reappraisal"]),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Calm eases, threat turns up, catastrophising makes it feel worse, depression lowers mood."""
        return {
            "affect_anxiety_drive": -x["calm"],
            "affect_mood_drive": -self.mood_by_depression * x["depression"],
            "inhibition": self.calm_strength * x["calm"],
            "affective_gain": self.catastrophising_affect * x["catastrophising"] - self.calm_affect * x["calm"],
            "sensitivity": self.threat_strength * (x["threat"] - 1),
        }

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """State anxiety beside the usual, as a questionnaire right after a session shows it."""
        return {"calm": Readout(x["calm"], self.calm_noise)}
