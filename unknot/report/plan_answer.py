"""A plan as plain frozen data with its words: what every page shows and what `unknot plan --json` prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unknot.report.answer import WithOthers, plain
from unknot.report.sentence import Explanation, Sentence

FORMAT = "unknot-plan/1"
"""Name and version of the JSON; `unknot/report/schemas` describes it."""


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """One practice at home.

    Attributes:
        name: Its name in a table of doses.
        title: Its name for people.
        minutes: How long, each time [minute].
        days_a_week: On how many days a week.
        hour: When on a day [hour].
        grade: How well relief by it is supported.
        from_diary: Whether its effect was learned from the client's own diary; otherwise it is that of people in
            general, widened.
        harms: What can go wrong with it.
    """

    name: str
    title: str
    minutes: float
    days_a_week: int
    hour: float
    grade: str
    from_diary: bool
    harms: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """One session of an option: when, by the record's clock and as people say it, and how long [minute]."""

    time: str
    said: str
    day: float
    minutes: float


@dataclass(frozen=True, slots=True)
class PlanDay:
    """Pain on one day: expected, and where an answer is expected [nrs]."""

    time: str
    day: float
    mean: float
    lo: float
    hi: float


@dataclass(frozen=True)
class OptionAnswer:
    """One option.

    Attributes:
        name: What it is, in a few words; no two options have the same.
        kind: "plan", "do nothing" or "carry on as now".
        sessions: How many sessions.
        minutes: The length of each; 0 without any [minute].
        home: What is practised at home.
        cost: What the sessions cost.
        own_hours: The client's time for sessions and practice, ways not counted [hour].
        probability_goal: The chance that a stretch of the plan's second half meets the goal.
        sampling_error: One standard error of that chance by the number of simulated futures.
        expected_pain: Mean pain over the plan [nrs].
        expected_pain_interval: Where that mean lies, with the probability of `PlanAnswer.interval_level` [nrs].
        good_days: Expected days as good as the goal asks [day].
        good_days_interval: Where their number lies [day].
        days_gained: Good days beyond doing nothing [day].
        days_gained_interval: Where that number lies [day].
        value: Days gained in money, less cost and time, by the client's own weights.
        grade: The weakest evidence that it rests on; None where nothing is done.
        reason: Why, in a few sentences.
        reasons: The same sentences, each with what it stands on.
        schedule: The sessions.
        days: Pain day by day.
    """

    name: str
    kind: str
    sessions: int
    minutes: float
    home: tuple[HomeAnswer, ...]
    cost: float
    own_hours: float
    probability_goal: float
    sampling_error: float
    expected_pain: float
    expected_pain_interval: tuple[float, float]
    good_days: float
    good_days_interval: tuple[float, float]
    days_gained: float
    days_gained_interval: tuple[float, float]
    value: float
    grade: str | None
    reason: str
    reasons: tuple[Sentence, ...]
    schedule: tuple[Appointment, ...]
    days: tuple[PlanDay, ...]


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """A rule that the plan keeps to, with the studies and guidelines behind it."""

    name: str
    title: str
    statement: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PlanAnswer:
    """Everything that is said about a plan.

    Attributes:
        person: Whose plan.
        goal: What is aimed at.
        weeks: How long [week].
        treatment: The treatment of the sessions, for people.
        weights: Budget, prices, limits, and what money and time are worth; None for no limit.
        options: Plans, best by the client's own weights first, then "do nothing" and "carry on as now".
        best: The name of the best option by the client's own weights.
        supported: Whether the diary says enough about this client's own relief.
        notes: What must be said beside the options.
        rules: The rules that come before everything else.
        explanation: The plan in a few sentences.
        interval_level: The probability inside every interval.
        highest_good: The highest answer that counts as a good day [nrs].
        tried: How many regimens were tried.
        futures: How many simulated futures the numbers come from.
        trustworthy: Whether the fit passed its checks.
        seed: Seed of all random numbers.
        data_hash: SHA-256 of the record.
        versions: Versions of what computed it.
        with_others: What is expected together with the clients of a caseload, on which all chances and days then rest;
            None where the diary stands alone.
    """

    person: str
    goal: str
    weeks: int
    treatment: str
    weights: Mapping[str, float | None]
    options: tuple[OptionAnswer, ...]
    best: str
    supported: bool
    notes: tuple[Sentence, ...]
    rules: tuple[RuleAnswer, ...]
    explanation: Explanation
    interval_level: float
    highest_good: float
    tried: int
    futures: int
    trustworthy: bool
    seed: int
    data_hash: str
    versions: Mapping[str, str]
    with_others: WithOthers | None = None

    def to_json(self) -> str:
        """One JSON object: the contract of `unknot plan --json`."""
        body: dict[str, Any] = {"format": FORMAT, **plain(self)}
        if self.with_others is None:
            del body["with_others"]
        return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=2)
