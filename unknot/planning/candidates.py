"""Every regimen that is tried: schedules of sessions, their lengths, and what is practised at home.

The space is small enough to be gone through whole: two phases of sessions, each with its gap, times a few lengths,
times a few ways to practise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, cycle, islice, takewhile

from unknot.planning.regimen import Practice
from unknot.planning.safety import Safety, is_active_part, most_in_a_week, schedule_allowed
from unknot.planning.wishes import Wishes

PATTERNS = ((2, 2, 3), (3, 4), (5,), (7,), (10,), (14,), (21,), (28,))
"""Gaps between sessions, repeated [day]: three and two a week, every 5 days, weekly, … every four weeks."""
LENGTHS = (30.0, 45.0, 60.0, 90.0)
HOME_LENGTHS = (10.0, 15.0, 20.0, 30.0)
HOME_DAYS = (3, 7)
DAILY = 7


def schedules(wishes: Wishes, first: int) -> tuple[tuple[int, ...], ...]:
    """Days of sessions: a first phase, then a sparser one or none; within budget, wishes and the rules.

    Args:
        wishes: What the client wants and can give.
        first: The first day on which a session can be.
    """
    cheapest = min([wishes.price, *wishes.prices.values()])
    most = int(wishes.budget // cheapest) if cheapest > 0 and wishes.budget < float("inf") else wishes.days
    found = {days[:most] for days in _phases(wishes.days, first)}
    kept = (days for days in found if most_in_a_week(days) <= wishes.most_a_week and schedule_allowed(days))
    return tuple(sorted({days for days in kept if days}, key=lambda days: (len(days), days)))


def _phases(total: int, first: int) -> Iterator[tuple[int, ...]]:
    for place, pattern in enumerate(PATTERNS):
        whole = tuple(_repeated(pattern, first, total))
        for count in range(1, len(whole) + 1):
            start = whole[:count]
            yield start
            for sparser in PATTERNS[place + 1 :]:
                yield (*start, *_repeated(sparser, start[-1], total, skip=1))


def _repeated(pattern: tuple[int, ...], first: int, total: int, skip: int = 0) -> Iterator[int]:
    days = accumulate(cycle(pattern), initial=first)
    return islice(takewhile(lambda day: day < total, days), skip, None)


def lengths(wishes: Wishes, usual: float, safety: Safety) -> dict[float, float]:
    """Lengths of sessions that may be planned, each with its price.

    A shorter session costs what a usual one does unless the wishes say otherwise; a longer one needs a price.

    Args:
        wishes: What the client wants and can give.
        usual: The length of this client's usual session [minute].
        safety: What every regimen keeps to.
    """
    shorter = {minutes: wishes.price for minutes in (*LENGTHS, usual) if minutes <= usual}
    if usual > safety.longest:
        shorter[safety.longest] = wishes.price
    return {minutes: price for minutes, price in ({**shorter, **wishes.prices}).items() if minutes <= safety.longest}


def ways_to_practise(wishes: Wishes, names: Iterable[str]) -> tuple[tuple[Practice, ...], ...]:
    """What can be practised at home within the time there is: nothing, one practice, or activity with another one.

    Args:
        wishes: What the client wants and can give.
        names: The practices that may be planned.
    """
    known = tuple(names)
    single = [
        Practice(name, minutes, a_week)
        for name in known
        for minutes in HOME_LENGTHS
        for a_week in HOME_DAYS
        if minutes <= wishes.home_minutes
    ]
    active = [practice for practice in single if is_active_part(practice)]
    pairs = [
        (practice, other)
        for practice in active
        for other in single
        if other.name != practice.name and other.a_week == DAILY
        if practice.minutes + other.minutes <= wishes.home_minutes
    ]
    return ((), *((practice,) for practice in single), *pairs)
