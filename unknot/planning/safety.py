"""The rules that come before any reckoning: what a plan may hold at all, whatever it would bring.

The rules and their numbers are facts written by hand (`evidence/safety/plan_rules`); contraindications and red flags
come from a screening. Nothing here looks at relief, money or time, except that sessions without likely benefit end.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from unknot.errors import UnknotError, did_you_mean
from unknot.evidence.load import is_known
from unknot.evidence.safety.facts import plan_rules
from unknot.evidence.safety.screening import Screening
from unknot.evidence.safety.set_aside import SetAside
from unknot.evidence.schema.plan_rule import PlanRule
from unknot.evidence.schema.red_flag import LETTER_FIRST, OUTCOMES
from unknot.planning.effect import SPECULATIVE, Effect
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.units import convert

WEEK = 7
_ABOUT_A_WEEK = 10
"""Gaps below count as about weekly for the rule on long courses [day]."""
_A_WEEK = 6
"""Gaps below are more than one session a week [day]."""
_ROUNDING = 1
"""Two sessions a week alternate gaps of 3 and 4 days: a day less is no shortening [day]."""


@dataclass(frozen=True, slots=True)
class Safety:
    """What every regimen of one client keeps to.

    Attributes:
        longest: The longest session [minute].
        longest_by: Which contraindications ask for it; empty where the general rule does.
        stopped_by: Which red flags or contraindications need a doctor first; nothing is planned then.
        set_aside: What would ask for it or for shorter sessions, and was set aside by a person for a reason.
    """

    longest: float
    longest_by: tuple[str, ...] = ()
    stopped_by: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    @classmethod
    def of(cls, screening: Screening | None = None) -> Safety:
        """The safety of a client, by what a screening found; what it was told is set aside stops nothing."""
        longest = rule("session_limits").limit("most_minutes")
        if screening is None:
            return cls(longest)
        flags = (found.rule.title for found in screening.findings if _needs_doctor(found.rule.outcome))
        stopped = (*flags, *screening.limits.letters)
        minutes = screening.limits.minutes
        if minutes is None or minutes >= longest:
            return cls(longest, stopped_by=stopped, set_aside=screening.set_aside)
        return cls(float(minutes), screening.limits.minutes_by, stopped, screening.set_aside)


def rule(name: str) -> PlanRule:
    """One of the rules."""
    return plan_rules()[name]


def allowed(regimen: Regimen, safety: Safety) -> bool:
    """Whether a regimen keeps to every rule."""
    sessions = regimen.sessions
    if safety.stopped_by:
        return not sessions.days and not regimen.practices
    return not sessions.days or (
        sessions.minutes <= safety.longest
        and schedule_allowed(sessions.days)
        and any(is_active_part(practice) for practice in regimen.practices)
    )


def is_active_part(practice: Practice) -> bool:
    """Whether a practice is enough activity to stand beside sessions."""
    active = rule("active_part")
    return (
        practice.name in active.interventions
        and practice.minutes >= active.limit("least_minutes")
        and practice.a_week >= active.limit("least_days_a_week")
    )


def is_session(treatment: str) -> bool:
    """Whether sessions of a treatment may be planned without being asked for by name."""
    return treatment in rule("sessions").interventions


def may_be_session(treatment: str) -> bool:
    """Whether sessions of a treatment may be planned when they are asked for by name."""
    return is_session(treatment) or not (is_known(treatment) or is_medicine(treatment))


def is_medicine(treatment: str) -> bool:
    """Whether a treatment is a medicine, by its facts or by what it is called."""
    medicines = rule("medicines")
    called = "".join(letter for letter in treatment.lower() if letter.isalpha())
    return treatment in medicines.interventions or any(word in called for word in medicines.words)


def usual_days_a_week(name: str) -> int:
    """On how many days a week a usual programme has it: practices by their rule, sessions on one."""
    return int(dict(rule("home_practice").limits).get(name, 1))


def refuse_what_is_never_planned(treatment: str, practices: tuple[str, ...]) -> None:
    """Refuse wishes for what no plan is made of, medicines above all.

    Raises:
        UnknotError: If the treatment is no session, or a practice is none that can be done at home.
    """
    if not may_be_session(treatment):
        first = rule("medicines" if is_medicine(treatment) else "sessions")
        raise UnknotError("No sessions of this are planned.", given=repr(treatment), todo=first.statement)
    for name in practices:
        if name not in rule("home_practice").interventions:
            raise UnknotError(
                "This is not planned for at home.",
                given=repr(name),
                todo=did_you_mean(name, rule("home_practice").interventions),
            )


def schedule_allowed(days: tuple[int, ...]) -> bool:
    """Whether sessions on these days are not too close and thin out."""
    limits, taper = rule("session_limits"), rule("taper")
    gaps = Sessions("", 0, days).gaps
    never_shorter = all(
        gap >= longest - _ROUNDING for gap, longest in zip(gaps[1:], accumulate(gaps, max), strict=False)
    )
    return (
        most_in_a_week(days) <= limits.limit("most_a_week")
        and min(gaps, default=WEEK) >= limits.limit("least_gap_days")
        and never_shorter
        and _stretch(gaps, _A_WEEK) <= taper.limit("most_days_dense")
        and _stretch(gaps, _ABOUT_A_WEEK) <= taper.limit("most_days_weekly")
    )


def most_in_a_week(days: tuple[int, ...]) -> int:
    """The most sessions in any seven days; days are ascending."""
    return max((bisect_left(days, first + WEEK) - place for place, first in enumerate(days)), default=0)


def chance_of_benefit(effect: Effect) -> float:
    """The chance that a usual session is worth one: relief enough on the three evenings after it."""
    least = rule("stop").limit("least_relief")
    evenings = np.arange(3) + convert(8.0, "hour", "day")
    return float(np.mean(effect.relief(effect.usual_minutes, evenings).mean(axis=1) >= least))


def benefit_likely(effect: Effect) -> bool:
    """Whether sessions may be planned at all, by the rule on stopping."""
    return chance_of_benefit(effect) >= rule("stop").limit("least_chance")


def practice_helps(effect: Effect) -> bool:
    """Whether a practice is expected to help over the week after it, by the diary or by more than speculation."""
    if effect.fact.grade == SPECULATIVE and not effect.seen:
        return False
    return expected_relief(effect) > rule("helpful_practice").limit("least_expected_relief")


def expected_relief(effect: Effect) -> float:
    """Mean relief by one usual dose over the week after it [nrs]."""
    evenings = np.arange(WEEK) + convert(8.0, "hour", "day")
    return float(effect.relief(effect.usual_minutes, evenings).mean())


def _stretch(gaps: tuple[int, ...], below: int) -> int:
    """The longest time without a gap of a given length [day]."""
    longest = now = 0
    for gap in gaps:
        now = now + gap if gap < below else 0
        longest = max(longest, now)
    return longest


def _needs_doctor(outcome: str) -> bool:
    return OUTCOMES.index(outcome) >= OUTCOMES.index(LETTER_FIRST)
