"""Asking at the right time: which prompts in the coming days teach most about relief, and when to stop asking."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from unknot.errors import UnknotError
from unknot.inference.claims import claim_weights
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Exposure
from unknot.planning.coming_answers import coming_answers
from unknot.planning.hours import EVENING, HOURS, MORNING, NOON, last_moment
from unknot.planning.information import Gain, Quantities, gain_of, greedy_questions
from unknot.units import convert

DRAWS = 384
ASKED_AT = (MORNING, EVENING)
"""Hours of the day at which people may be asked."""
USUAL_GAP = 7.0
WORTH_ASKING = 0.05
"""Share of an interval that all prompts together must be expected to take away; below, asking can stop."""
_LONGEST = 28
_SAME = 1e-6
KNOWN = 2.0
"""Upper over lower end of the 80 % interval of the half-life up to which the duration counts as known."""
_TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Question:
    """One prompt.

    Attributes:
        day: When [day].
        moment: When in words, from the session before: "evening of the session", "morning after", "evening of day 2".
        gain: What all prompts up to this one, the best first, are expected to teach [nat].
        alone: What it teaches alone [nat].
    """

    day: float
    moment: str
    gain: Gain
    alone: Gain


@dataclass(frozen=True)
class Questions:
    """The prompts to make, and whether to make any.

    Attributes:
        intervention: The treatment whose relief they are about.
        from_day: When prompts may begin [day].
        days: How far ahead was looked [day].
        sessions: Sessions assumed in those days [day].
        gap_days: The usual gap, after which the relief left decides about the next session [day].
        chosen: Best first.
        everything: What asking every evening would teach [nat].
        evenings: How many evenings that is.
        ratio: Upper over lower end of the 80 % interval of the half-life now.
    """

    intervention: str
    from_day: float
    days: int
    sessions: tuple[float, ...]
    gap_days: float
    chosen: tuple[Question, ...]
    everything: Gain
    evenings: int
    ratio: float

    @property
    def known(self) -> bool:
        """Whether the duration is known well enough already."""
        return self.ratio <= KNOWN

    @property
    def stop(self) -> bool:
        """Whether asking can stop: enough is known, or the prompts are expected to teach next to nothing."""
        return self.known or max(self.shrinks) < WORTH_ASKING

    @property
    def shrinks(self) -> tuple[float, float]:
        """Share of the interval of the duration, and of what is left at the next session, that is expected to go."""
        gain = self.chosen[-1].gain
        return 1 - math.exp(-max(gain.duration, 0.0)), 1 - math.exp(-max(gain.decision, 0.0))


def ask(
    posterior: Posterior,
    *,
    prompts: int = 3,
    days: int = 7,
    intervention: str | None = None,
    sessions: tuple[float, ...] | None = None,
    from_day: float | None = None,
    every_evening: bool = False,
    seed: int = 0,
) -> Questions:
    """Choose prompts for the coming days.

    Args:
        posterior: What is known about the client.
        prompts: How many at most.
        days: How far ahead [day].
        intervention: The treatment to learn about; the one with most sessions when left out.
        sessions: When sessions are planned, days since the origin; at the usual gap when left out [day].
        from_day: When prompts may begin; where the record ends when left out [day].
        every_evening: Whether every evening is asked about in any case; then prompts are mornings, and what they teach
            is counted beside the evenings.
        seed: Seed of the simulated answers.

    Raises:
        UnknotError: If there is no session to learn from, or a number cannot be.
    """
    _refuse(prompts, days)
    name = _treatment(posterior, intervention)
    now = max(last_moment(posterior.record), from_day if from_day is not None else -math.inf)
    given = sorted(dose.day for dose in posterior.record.doses if dose.intervention == name)
    gap = _usual_gap(given)
    coming = sessions if sessions is not None else _continued(given[-1], gap, now, days)
    moments = _moments(now, days)
    names = [_in_words(moment, [*given, *coming]) for moment in moments]
    draws = posterior.chosen(DRAWS, claim_weights(posterior, name))
    planned = [Exposure(name, day, convert(posterior.diary.minutes[name], "minute", "day"), 1.0) for day in coming]
    possible = coming_answers(posterior, draws, moments, planned, f"relief_{name}.size")
    quantities = _quantities(posterior, name, draws, gap)
    evenings = [place for place, moment in enumerate(moments) if _hour(moment) == EVENING]
    places, gains, alone = greedy_questions(
        possible, quantities, draws, prompts, np.random.default_rng((seed, 21)), evenings if every_evening else ()
    )
    chosen = tuple(
        Question(moments[place], names[place], gain, alone[place]) for place, gain in zip(places, gains, strict=True)
    )
    low, high = np.quantile(quantities.log_half_life, (_TAIL, 1 - _TAIL))
    return Questions(
        intervention=name,
        from_day=now,
        days=days,
        sessions=tuple(coming),
        gap_days=gap,
        chosen=chosen,
        everything=gain_of(possible, quantities, draws, evenings, np.random.default_rng((seed, 21))),
        evenings=len(evenings),
        ratio=math.exp(high - low),
    )


def _refuse(prompts: int, days: int) -> None:
    if prompts < 1:
        raise UnknotError("At least one prompt is needed.", given=f"{prompts}")
    if not 1 <= days <= _LONGEST:
        raise UnknotError(f"Prompts are planned for 1 to {_LONGEST} days.", given=f"{days}")


def _treatment(posterior: Posterior, intervention: str | None) -> str:
    given = [dose.intervention for dose in posterior.record.doses]
    if not given:
        raise UnknotError(
            "Without a session there is no relief to ask about.",
            given=f"a record of '{posterior.record.person}' without doses",
            todo="Give the table of sessions.",
        )
    if intervention is None:
        return max(sorted(set(given)), key=given.count)
    if intervention not in given:
        raise UnknotError(
            "The record holds no such treatment.",
            given=repr(intervention),
            todo=f"It holds: {', '.join(sorted(set(given)))}.",
        )
    return intervention


def _usual_gap(given: list[float]) -> float:
    gaps = [gap for gap in np.diff(given).tolist() if gap > 0.5]
    return float(median(gaps)) if gaps else USUAL_GAP


def _continued(last: float, gap: float, now: float, days: int) -> tuple[float, ...]:
    """Sessions at the usual gap after the last; one that is overdue is taken to come tomorrow."""
    first = last + gap
    if first <= now:
        first = math.floor(now) + 1 + NOON / HOURS
    return tuple(float(day) for day in np.arange(first, now + days, gap))


def _moments(now: float, days: int) -> list[float]:
    """Mornings and evenings after the record's end."""
    first = math.floor(now)
    moments = [day + hour / HOURS for day in range(first, first + days + 1) for hour in ASKED_AT]
    return [moment for moment in moments if now + _SAME < moment <= now + days + _SAME]


def _hour(moment: float) -> float:
    return round((moment - math.floor(moment)) * HOURS, 6)


def _in_words(moment: float, sessions: list[float]) -> str:
    """A moment counted from the session before it."""
    time = "evening" if _hour(moment) == EVENING else "morning"
    earlier = [session for session in sessions if session < moment]
    if not earlier:
        return time
    days = math.floor(moment) - math.floor(max(earlier))
    if days == 0:
        return f"{time} of the session"
    return f"{time} after the session" if days == 1 else f"{time} of day {days} after the session"


def _quantities(posterior: Posterior, name: str, draws: NDArray[np.intp], gap: float) -> Quantities:
    half_life = posterior.parameters[f"relief_{name}.half_life"][draws]
    staying = posterior.parameters[f"relief_{name}.staying"][draws]
    return Quantities(np.log(half_life), (1 - staying) * 0.5 ** (gap / half_life) + staying)
