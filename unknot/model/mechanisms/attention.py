"""Attention: a task takes the mind off pain while it lasts; mindfulness is a skill that grows with practice."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Attention(Mechanism):
    r"""Load and mindful state last as long as their cause; skill grows with minutes of practice and does not fade.

    $$\dot L = \frac{u_D - L}{\tau_L}, \quad \dot M = \frac{u_M - M}{\tau_M}, \quad \dot K = r u_M (1 - K), \quad
      i = \omega_L L + \omega_M M (b + K) + \omega_K K, \quad a = -(\alpha_M M (b + K) + \alpha_K K)$$

    A part of distraction goes through opioids; mindfulness does not, and eases the unpleasant part of pain more.
    """

    load_time: Scalar = parameter(
        convert(3.0, "second", "day"), unit="day", status="assumed", doc="how long a task takes to hold the mind"
    )
    load_strength: Scalar = parameter(
        0.13, unit="1", status="assumed", doc="inhibition by a hard task, opioids left out", spread=LogNormal(0.13, 0.5)
    )
    load_to_opioid: Scalar = parameter(0.35, unit="1", status="assumed", doc="opioid tone by a hard task")
    mindful_time: Scalar = parameter(
        convert(1.0, "minute", "day"),
        unit="day",
        status="assumed",
        doc="how long it takes to enter and leave meditation",
    )
    mindful_strength: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="inhibition while meditating, for a full skill"
    )
    mindful_affect: Scalar = parameter(
        0.3, unit="1", status="assumed", doc="further easing of unpleasantness while meditating, for a full skill"
    )
    beginner: Scalar = parameter(0.2, unit="1", status="assumed", doc="what a beginner has of it")
    practice_rate: Scalar = parameter(
        12.0, unit="1/day", status="assumed", doc="how fast skill grows while practising", spread=LogNormal(12.0, 0.5)
    )
    skill_strength: Scalar = parameter(
        0.12, unit="1", status="assumed", doc="lasting inhibition by a full skill", spread=LogNormal(0.12, 0.7)
    )
    skill_affect: Scalar = parameter(
        0.05, unit="1", status="assumed", doc="lasting easing of unpleasantness by a full skill"
    )

    def states(self) -> Mapping[str, State]:
        """Load, the mindful state, and the skill."""
        return {
            "load": State("1", "how far a task holds the mind"),
            "mindful": State("1", "how far a person meditates now"),
            "skill": State("1", "skill in mindfulness, from 0 to 1"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Tasks and practice."""
        return {
            "distraction": Input("1", "how hard a task holds the mind, 1 for the hardest"),
            "mindfulness": Input("1", "meditation, 1 while it goes on"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Skill only grows."""
        practice = self.practice_rate * u["mindfulness"]
        return {
            "load": relax(1 / self.load_time, u["distraction"]),
            "mindful": relax(1 / self.mindful_time, u["mindfulness"]),
            "skill": relax(practice, 1.0),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Less pain, and less of its unpleasantness."""
        meditating = x["mindful"] * (self.beginner + x["skill"])
        return {
            "inhibition": self.load_strength * x["load"]
            + self.mindful_strength * meditating
            + self.skill_strength * x["skill"],
            "affective_gain": -self.mindful_affect * meditating - self.skill_affect * x["skill"],
            "opioid_drive": self.load_to_opioid * x["load"],
        }
