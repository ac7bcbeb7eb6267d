"""When something is called learned, and the reasons when it is not."""

from __future__ import annotations

from unknot.report.answer import LEARNED, NO_CLEAR_LINK, NOT_ENOUGH, Estimate

FEWEST_SESSIONS, FEWEST_ANSWERS = 3, 10
LEAST_CONTRACTION = 0.5
"""Of the prior variance of the half-life, the share that the data must have taken away."""
WIDEST_RATIO = 8.0
"""Upper end of the half-life's interval over its lower end: a day to a week is an answer, hours to a week is none."""
LEAST_CHANCE = 0.5
"""Of a peak of one point or more."""
SURE = 0.95
"""Probability of the sign from which a companion of pain counts as learned."""
TOO_SMALL = 0.4
"""Points of pain; an effect whose interval stays within is no clear link rather than unknown."""


def doubts(
    usable: int, contraction: float, one_point: float, half_life: Estimate, *, trustworthy: bool
) -> tuple[str, ...]:
    """Why nothing is claimed about how long relief lasts; empty where something is.

    Args:
        usable: Sessions with an answer on pain in the week after.
        contraction: How much of the prior uncertainty about the half-life the data took away (0-1).
        one_point: Probability that the peak is at least one point.
        half_life: Of the part that fades [day].
        trustworthy: Whether the computation passed its checks.
    """
    found: list[str] = []
    if usable < FEWEST_SESSIONS:
        found.append(
            f"Only {usable} of the sessions have an answer in the week after; at least {FEWEST_SESSIONS} are needed."
        )
    if contraction < LEAST_CONTRACTION:
        found.append("The answers say little about how long relief lasts beyond what was assumed before.")
    elif half_life.hi > WIDEST_RATIO * half_life.lo:
        found.append("The answers leave open whether relief lasts hours, days or weeks.")
    if one_point < LEAST_CHANCE:
        found.append("The relief is probably less than one point, too small to follow from day to day.")
    if not trustworthy:
        found.append("The computation did not pass its checks.")
    return tuple(found)


def driver_verdict(effect: Estimate, more: float, count: int) -> str:
    """Whether a companion of pain is known to be one.

    Args:
        effect: Pain on a bad day of its kind [nrs].
        more: Probability that the effect is above zero.
        count: How many answers it rests on.
    """
    if count < FEWEST_ANSWERS:
        return NOT_ENOUGH
    if max(more, 1 - more) > SURE:
        return LEARNED
    return NO_CLEAR_LINK if max(abs(effect.lo), abs(effect.hi)) < TOO_SMALL else NOT_ENOUGH
