"""Sleep: how good the last night was, and how the need for sleep and the hour of the day turn pain up."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import parameter
from unknot.model.rated import RatedMechanism, Rating
from unknot.units import convert


class Sleep(RatedMechanism):
    """Sleep quality varies from night to night around the person's usual; nights hardly resemble each other."""

    variation: Scalar = parameter(1.3, unit="nrs", status="assumed", doc="within-person spread of sleep quality")
    persistence: Scalar = parameter(0.5, unit="day", status="assumed", doc="how long a run of good or bad nights lasts")
    coupling: Scalar = parameter(0.0, unit="1", status="assumed", doc="points of pain by each point of better sleep")
    coupling_spread: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="how much people differ in how pain goes with sleep"
    )
    rating_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same night, rounding left out"
    )

    def ratings(self) -> Mapping[str, Rating]:
        """The quality of the last night."""
        return {
            "quality": Rating(self.variation, self.persistence, self.coupling_spread, self.rating_noise, self.coupling)
        }


class SleepNeed(Mechanism):
    r"""The two processes of sleep, how long it lasts, and what disturbs it.

    $$\dot H = \frac{(1-a)(1-H)}{\tau_w} - \frac{aH}{\tau_s}, \qquad \dot c = \frac{\cos\phi - c}{\tau_c}, \qquad
      dL = \frac{-\beta R - L}{\tau_L}\,dt + s_L\sqrt{2/\tau_L}\,dW$$

    $$s = \eta (H - H_0) + \zeta c + \lambda_- [l_- - U - L]_+ + \lambda_+ [U + L - l_+]_+$$

    with sleep a (1 while asleep) and hour angle $\phi$, 0 at three in the morning, when sensitivity peaks. A lost night
    leaves H high: pain is worst in the morning and the rest is slept off. The last night lasted $U + L$ hours, shorter
    when there was unrest R; both a short and a very long night are followed by more pain.
    """

    rise_time: Scalar = parameter(
        convert(18.2, "hour", "day"),
        unit="day",
        status="reported",
        source="borbely1999",
        doc="how long need for sleep takes to rise awake",
    )
    fall_time: Scalar = parameter(
        convert(4.2, "hour", "day"),
        unit="day",
        status="reported",
        source="borbely1999",
        doc="how long it takes to fall asleep",
    )
    usual_need: Scalar = parameter(0.4, unit="1", status="assumed", doc="need averaged over a usual day and night")
    need_strength: Scalar = parameter(0.25, unit="1", status="assumed", doc="sensitivity by full need for sleep")
    clock_time: Scalar = parameter(
        convert(10.0, "minute", "day"), unit="day", status="assumed", doc="how long the body clock takes to act on pain"
    )
    clock_strength: Scalar = parameter(
        0.11,
        unit="1",
        status="derived",
        source="daguet2022",
        doc="amplitude of sensitivity over the day, highest about three in the morning",
    )
    unrest_time: Scalar = parameter(0.3, unit="day", status="assumed", doc="how long pain and worry disturb sleep")
    by_pain: Scalar = parameter(
        0.25, unit="1", status="assumed", doc="sleep quality lost by a point of unexpected pain"
    )
    by_stress: Scalar = parameter(0.15, unit="1", status="assumed", doc="sleep quality lost by a point of stress")
    by_loss: Scalar = parameter(4.0, unit="nrs", status="assumed", doc="sleep quality lost by a night without sleep")
    hours_spread: Scalar = parameter(
        1.0, unit="hour", status="assumed", doc="how much people differ in usual hours slept"
    )
    hours_variation: Scalar = parameter(
        1.26,
        unit="hour",
        status="reported",
        source="knutson2007",
        doc="within-person spread of hours slept from night to night",
    )
    hours_persistence: Scalar = parameter(
        0.5, unit="day", status="assumed", doc="how long a short or a long night is felt"
    )
    hours_by_unrest: Scalar = parameter(0.3, unit="hour/nrs", status="assumed", doc="sleep lost by a point of unrest")
    usual_hours: Scalar = parameter(7.0, unit="hour", status="assumed", doc="hours that people usually sleep")
    hours_report: Scalar = parameter(
        0.25, unit="hour", status="assumed", doc="spread of reported hours around those slept"
    )
    shortest: Scalar = parameter(
        6.0, unit="hour", status="reported", source="edwards2008", doc="night below which more pain follows"
    )
    longest: Scalar = parameter(
        9.0, unit="hour", status="reported", source="edwards2008", doc="night above which more pain follows"
    )
    short_strength: Scalar = parameter(
        0.06, unit="1/hour", status="assumed", doc="sensitivity by each hour that a night is too short"
    )
    long_strength: Scalar = parameter(
        0.06, unit="1/hour", status="assumed", doc="sensitivity by each hour that a night is too long"
    )
    habit_rate: Scalar = parameter(
        0.05, unit="1/day", status="assumed", doc="how fast sleep habits form while they are practised"
    )
    by_habits: Scalar = parameter(1.2, unit="nrs", status="assumed", doc="sleep quality that good habits add")

    def states(self) -> Mapping[str, State]:
        """Need for sleep, the body clock, hours slept, unrest, and habits."""
        return {
            "usual_hours": State("hour", "this person's usual hours of sleep", self.usual_hours, self.hours_spread),
            "hours": State("hour", "hours of the last night beside the usual", 0.0, self.hours_variation),
            "need": State("1", "need for sleep, from 0 to 1"),
            "clock": State("1", "body clock, 1 at three in the morning"),
            "unrest": State("nrs", "what disturbs sleep now"),
            "habits": State("1", "sleep habits that have formed, from 0 to 1"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Night and day, lost sleep, pain, stress, and therapy."""
        return {
            "asleep": Input("1", "share of the time asleep"),
            "sleep_loss": Input("1", "share of sleep that is kept away"),
            "night": Input("1", "cosine of the hour angle, 1 at three in the morning"),
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "expected_pain": Input("nrs", "pain as it is expected"),
            "stress_departure": Input("nrs", "stress beside the usual"),
            "sleep_habits": Input("1", "sleep therapy or good habits, 1 while they are kept"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Need rises awake and falls asleep; the rest follows its cause."""
        asleep = jnp.clip(u["asleep"] * (1 - u["sleep_loss"]), 0.0, 1.0)
        rise, fall = (1 - asleep) / self.rise_time, asleep / self.fall_time
        surprise = u["felt_pain"] - u["expected_pain"]
        unrest = self.by_pain * surprise + self.by_stress * u["stress_departure"] + self.by_loss * u["sleep_loss"]
        return {
            "usual_hours": Flow(),
            "hours": relax(1 / self.hours_persistence, -self.hours_by_unrest * x["unrest"]),
            "need": Flow(rise, rise + fall),
            "clock": relax(1 / self.clock_time, u["night"]),
            "unrest": relax(1 / self.unrest_time, unrest),
            "habits": relax(self.habit_rate * u["sleep_habits"], 1.0),
        }

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """Nights keep differing from each other."""
        return {"hours": 2 * self.hours_variation**2 / self.hours_persistence}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Sensitivity by need, hour and a night of unusual length; sleep quality by unrest and habits."""
        slept = x["usual_hours"] + x["hours"]
        unusual = self.short_strength * jnp.maximum(self.shortest - slept, 0.0)
        unusual += self.long_strength * jnp.maximum(slept - self.longest, 0.0)
        due = self.need_strength * (x["need"] - self.usual_need) + self.clock_strength * x["clock"]
        return {
            "sensitivity": due + unusual,
            "sleep_quality_drive": self.by_habits * x["habits"] - x["unrest"],
        }

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """Hours slept in the last night, as people report them to the half hour."""
        return {"hours": Readout(jnp.maximum(x["usual_hours"] + x["hours"], 0.0), self.hours_report, unit="hour")}
