"""Clients whose truth is known, simulated apart from the package: how relief goes, who books and who answers when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from unknot.records import Dose, Record, Response

Kernel = Callable[[np.ndarray], np.ndarray]
SESSION_HOUR, ANSWER_HOURS = 12 / 24, {1: (20 / 24,), 3: (8 / 24, 14 / 24, 20 / 24)}
COURSE_HALF_LIFE, SORENESS_HALF_LIFE = 60.0, 0.6
BAD_ENOUGH_TO_BOOK, FEWEST_DAYS_BETWEEN = 6.0, 4


@dataclass(frozen=True)
class World:
    """How one client's pain comes about.

    Attributes:
        kernel: Share of the peak that is left, by days since a session; None: fades and stays as the model assumes.
        half_life: Days until half of what fades is gone; None where there is no such thing.
        staying: Share that stays; None: drawn from the prior for massage.
        peak: Relief right after a session [nrs].
        level: Pain without any relief, 5 % to 95 % of clients within 2 points of it [nrs].
        improvement: Pain that goes by itself with a half-time of 20 days; None: drawn from the prior [nrs].
        trend: Change of pain by itself, whatever is done [nrs/day].
        tolerance: Days until a session does half of what it did; None for never [day].
        reactive: Sessions are booked when pain is bad, not regularly.
        tells_bad_days: Answers come on two of three bad days and on one of three good ones.
    """

    kernel: Kernel | None = None
    half_life: float | None = 3.0
    staying: float | None = None
    peak: float = 2.0
    level: float = 6.0
    improvement: float | None = None
    trend: float = 0.0
    tolerance: float | None = None
    reactive: bool = False
    tells_bad_days: bool = False

    def size(self, day: float) -> float:
        """What a session on this day does, by expectation [nrs]."""
        return self.peak * (0.5 ** (day / self.tolerance) if self.tolerance else 1.0)

    def typical_peak(self, record: Record) -> float:
        """The same, averaged over the sessions of a record [nrs]."""
        return float(np.mean([self.size(dose.day) for dose in record.doses]))


@dataclass(frozen=True)
class Diary:
    """What a client records.

    Attributes:
        sessions: How many sessions; the last one is followed by a week.
        gap: Days between sessions, each up to two days sooner or later [day].
        answers: Answers a day, 1 or 3.
        missing: Share of answers that are not given.
        habit: Chance that an answer only repeats the one given before.
    """

    sessions: int = 8
    gap: int = 7
    answers: int = 1
    missing: float = 0.3
    habit: float = 0.0

    @property
    def days(self) -> int:
        """Length of the diary [day]."""
        return self.gap * (self.sessions + 1)


@dataclass
class _Life:
    """One client's course so far."""

    world: World
    random: np.random.Generator
    staying: float
    soreness: float
    sessions: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    def book(self, day: float) -> None:
        """A session, which does a little more or less than the last."""
        self.sessions.append(day)
        self.sizes.append(self.world.size(day) + (self.random.normal(0, 0.4) if self.world.peak else 0.0))

    def relief(self, day: float) -> float:
        """Relief at work from all sessions so far, soreness taken off [nrs]."""
        since = day - np.asarray(self.sessions)
        began = since >= 0
        since, sizes = since[began], np.asarray(self.sizes)[began]
        sore = self.soreness * 0.5 ** (since / SORENESS_HALF_LIFE)
        return float(np.sum(sizes * left(self.world, self.staying, since) - sore))


def left(world: World, staying: float, since: np.ndarray) -> np.ndarray:
    """Share of the peak that is left some days after one session."""
    if world.kernel is not None:
        return world.kernel(since)
    lasting = staying * 0.5 ** (since / COURSE_HALF_LIFE)
    return (1 - staying) * 0.5 ** (since / world.half_life) + lasting


def live(world: World, diary: Diary, seed: int) -> tuple[Record, float]:
    """A client's record, and the true share that stays."""
    random, looking = np.random.default_rng((seed, 11)), np.random.default_rng((seed, 12))
    staying = world.staying if world.staying is not None else 1 / (1 + np.exp(-random.normal(-1.73, 1.2)))
    life = _Life(world, random, float(staying), float(random.normal(0, 0.3)))
    if not world.reactive:
        for place in range(diary.sessions):
            life.book(diary.gap * (place + 1) + int(random.integers(-2, 3)) + SESSION_HOUR)
    responses: list[Response] = []
    drive = random.normal(world.level, 1.2)
    improvement = world.improvement if world.improvement is not None else random.normal(0.5, 0.8)
    drift, spread, time, noise = (
        median * np.exp(log_sd * random.normal())
        for median, log_sd in ((0.08, 0.7), (0.9, 0.5), (0.8, 0.7), (0.6, 0.5))
    )
    fluctuation, before = random.normal(0, spread), 0.0
    for day in (date + hour for date in range(diary.days) for hour in ANSWER_HOURS[diary.answers]):
        gap, before = day - before, day
        drive += drift * np.sqrt(gap) * random.normal() + world.trend * gap
        keep = np.exp(-gap / time)
        fluctuation = keep * fluctuation + spread * np.sqrt(1 - keep**2) * random.normal()
        pain = drive + improvement * 0.5 ** (day / 20) + fluctuation - life.relief(day)
        answer = float(np.clip(np.round(pain + noise * random.normal()), 0, 10))
        if random.random() < _chance(world, diary, answer):
            answer = responses[-1].value if responses and looking.random() < diary.habit else answer
            responses.append(Response(day, "pain", answer))
        due = not life.sessions or day - life.sessions[-1] > FEWEST_DAYS_BETWEEN
        if world.reactive and answer >= BAD_ENOUGH_TO_BOOK and due and len(life.sessions) < diary.sessions:
            life.book(np.floor(day) + 1 + SESSION_HOUR)
    doses = tuple(Dose(day, "massage", 60.0) for day in life.sessions if day < diary.days)
    return Record("simulated", tuple(responses), doses, resolutions={"pain": 1.0}), float(staying)


def _chance(world: World, diary: Diary, answer: float) -> float:
    if world.tells_bad_days:
        return 2 / 3 if answer >= world.level else 1 / 3
    return 1 - diary.missing
