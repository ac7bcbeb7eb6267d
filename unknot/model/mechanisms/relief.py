"""Relief: what a session leaves behind, in stores that empty within hours, days, months, or not at all."""

from __future__ import annotations

import math
from collections.abc import Mapping

import equinox as eqx
import jax.numpy as jnp

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.schema.intervention import Intervention
from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values
from unknot.model.parameter import LogitNormal, LogNormal, Parameter, parameter
from unknot.units import convert

HALF_LIFE_TAILS = 5.0


class Relief(Mechanism):
    r"""Four stores filled by the doses of one kind of treatment, and soreness that the same dose may leave.

    With dose rate $u$ (usual sessions a day), size $\beta$, share that stays $\rho$, immediate part $\gamma$:

    $$\dot G = \gamma u - k_G G, \quad \dot S = (1-\rho)\beta u - \tfrac{\ln 2}{h} S, \quad
      \dot C = \rho\beta u - k_C C, \quad \dot L = \rho\beta u, \quad \dot A = \alpha u - k_A A$$

    and pain falls by $G + S + C + L - A$. The lasting share goes to the course store C for hands-on and drug
    treatments and to the learnt skill L for practices: skills show no decay in follow-ups, courses do. Sizes are
    states: a diary learns them together with everything else that is linear. The doses are unobserved-kinetics
    compartments (K-PD), as used for drugs whose concentration nobody measures.
    """

    fact: Intervention = eqx.field(static=True)
    expected: bool = eqx.field(static=True, default=False)
    half_life: Scalar = parameter(
        2.5, unit="day", status="assumed", doc="time until half of the part that fades is gone"
    )
    staying: Scalar = parameter(0.15, unit="1", status="assumed", doc="share of the relief that stays")
    expected_size: Scalar = parameter(
        0.0,
        unit="nrs/session",
        status="assumed",
        doc="relief expected of one usual session; zero where a diary must show it",
    )
    expected_immediate: Scalar = parameter(
        0.8, unit="nrs/session", status="assumed", doc="further relief of the first hours expected of one usual session"
    )
    immediate_half_life: Scalar = parameter(
        1.5 / 24,
        unit="day",
        status="derived",
        source="seers2008",
        doc="half-life of the calm and gating right after a session (an hour or two)",
    )
    course_half_life: Scalar = parameter(
        60.0, unit="day", status="assumed", doc="half-life of what a course leaves (4 to 10 weeks inferred)"
    )
    soreness_half_life: Scalar = parameter(
        0.6, unit="day", status="assumed", doc="half-life of soreness, gone within 48 hours"
    )
    session_variation: Scalar = parameter(
        0.4,
        unit="nrs/session^0.5",
        status="assumed",
        doc="how much one session differs from the next in what it gives",
    )

    @classmethod
    def of(cls, name: str, *, expected: bool = False) -> Relief:
        """The relief of a treatment with the typical values of its fact file (the generic one if it has none).

        Args:
            name: The treatment.
            expected: Whether relief is expected as in the population, for virtual people; a diary must show it.
        """
        fact = find_intervention(name)
        return cls(
            expected_size=fact.size_mean if expected else 0.0,
            expected_immediate=fact.immediate_mean,
            fact=fact,
            expected=expected,
            half_life=fact.half_life_median_days,
            staying=fact.staying_median,
            immediate_half_life=convert(fact.immediate_half_life_hours, "hour", "day"),
        )

    @classmethod
    def typical(cls) -> Relief:
        """The relief of massage, the treatment with the most evidence."""
        return cls.of("massage")

    @property
    def name(self) -> str:
        """One relief mechanism for each treatment."""
        return f"relief_{self.fact.name}"

    @property
    def dose(self) -> str:
        """The input its doses act on."""
        return f"dose_{self.fact.name}"

    @property
    def size_spread(self) -> float:
        """Spread of the size over people; around zero, where a claim starts from, wide enough for common ones."""
        return self.fact.size_sd if self.expected else math.hypot(self.fact.size_mean, self.fact.size_sd)

    def parameters(self) -> Mapping[str, Parameter]:
        """The priors of half-life and lasting share come from the treatment's fact file."""
        known = dict(super().parameters())
        priors = {
            "half_life": LogNormal(self.fact.half_life_median_days, self.fact.half_life_log_sd, HALF_LIFE_TAILS),
            "staying": LogitNormal(self.fact.staying_median, self.fact.staying_logit_sd),
        }
        for field, prior in priors.items():
            entry = known[field]
            known[field] = Parameter(entry.unit, entry.doc, entry.status, entry.source, prior)
        return known

    def states(self) -> Mapping[str, State]:
        """Sizes are centred on zero in a diary, where a treatment must earn the claim that it works.

        Their spread is then the root mean square of the sizes in the population, so that common ones stay in reach.
        """
        fact = self.fact
        per_session = "nrs/session"
        return {
            "size": State(
                per_session,
                "relief one usual session gives, beyond the first hours",
                self.expected_size,
                self.size_spread,
            ),
            "immediate_size": State(
                per_session, "extra relief in the first hours", self.expected_immediate, fact.immediate_sd
            ),
            "soreness_size": State(per_session, "soreness one usual session leaves", 0.0, fact.soreness_sd),
            "immediate": State("nrs", "relief of the first hours, at work now"),
            "settling": State("nrs", "relief that fades within days, at work now"),
            "course": State("nrs", "relief that a course leaves for months"),
            "skill": State("nrs", "relief by a learnt skill"),
            "soreness": State("nrs", "soreness after sessions, at work now"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """The dose rate of its treatment."""
        return {self.dose: Input("session/day", f"{self.fact.title}: usual sessions a day while it lasts")}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Doses fill the stores in proportion to the personal sizes; the stores empty at their own rates."""
        rate = u[self.dose]
        lasting = self.staying * x["size"] * rate
        to_skill = 1.0 if self.fact.lasting == "skill" else 0.0
        halving = jnp.log(2.0)
        return {
            "size": Flow(),
            "immediate_size": Flow(),
            "soreness_size": Flow(),
            "immediate": Flow(x["immediate_size"] * rate, halving / self.immediate_half_life),
            "settling": Flow((1 - self.staying) * x["size"] * rate, halving / self.half_life),
            "course": Flow((1 - to_skill) * lasting, halving / self.course_half_life),
            "skill": Flow(to_skill * lasting),
            "soreness": Flow(x["soreness_size"] * rate, halving / self.soreness_half_life),
        }

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """Sessions differ: while one lasts, variance flows into what settles."""
        return {"settling": self.session_variation**2 * u[self.dose]}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """The stores take from pain, soreness adds to it."""
        return {"pain": x["soreness"] - x["immediate"] - x["settling"] - x["course"] - x["skill"]}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """How sore people are from sessions, which a survey asks for."""
        return {"soreness": Readout(x["soreness"], 0.0)}
