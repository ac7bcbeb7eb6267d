"""The answer for one person as plain frozen data: what every page shows and what `--json` prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unknot.records import Record

FORMAT = "unknot-report/1"
"""Name and version of the JSON; `unknot/report/schemas` describes it."""
LEVEL = 0.8
"""The probability inside every interval."""
LEARNED = "learned"
NOT_ENOUGH = "not enough data yet"
NO_CLEAR_LINK = "no clear link"
PREVIEW = "maximum alone"
"""The engine of a preview, as `inference.individual` calls it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A quantity with its uncertainty: the median and the ends of the interval of `Answer.interval_level`."""

    median: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Relief left some days after one usual session: `relief` in points on 0-10 [nrs]."""

    day: float
    relief: Estimate


@dataclass(frozen=True, slots=True)
class ReliefAnswer:
    """How long the relief of one kind of treatment lasts.

    Attributes:
        intervention: Its name in the table of doses.
        title: Its name for people.
        known: False for a treatment without a fact file, handled with wide priors.
        sessions: How many doses the record holds.
        usable_sessions: Those with an answer on pain within the seven days after.
        minutes: The length of the session meant by "one session": this client's median [minute].
        peak: Relief right after one such session [nrs].
        half_life_days: Time until half of the part that fades is gone [day].
        days_above_one_point: How long at least one point of relief is there [day].
        bands: Probability of a half-life under 1, 1-3, 3-7 and over 7 days.
        probability_lasts_days: Probability that at least one point is still there after 1, 3 and 7 days.
        share_that_stays: The share of the peak that does not fade within days (0-1).
        probability_one_point: Probability that the peak is at least one point.
        learned_from_data: How much of the prior uncertainty about the half-life the data took away (0-1).
        verdict: "learned" or "not enough data yet".
        reasons: Why the verdict is "not enough data yet", in plain words; empty when learned.
        curve: Relief by days after one session.
    """

    intervention: str
    title: str
    known: bool
    sessions: int
    usable_sessions: int
    minutes: float
    peak: Estimate
    half_life_days: Estimate
    days_above_one_point: Estimate
    bands: Mapping[str, float]
    probability_lasts_days: Mapping[str, float]
    share_that_stays: Estimate
    probability_one_point: float
    learned_from_data: float
    verdict: str
    reasons: tuple[str, ...]
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class ExpectedRelief:
    """What one kind of treatment is expected to do, when what it does for other clients counts too.

    Attributes:
        intervention: Its name in the table of doses.
        clients: How many clients share it in the caseload.
        peak: Relief right after one such session [nrs].
        half_life_days: Time until half of the part that fades is gone [day].
        share_that_stays: The share of the peak that does not fade within days (0-1).
        from_own_diary: Share of the doubt about the half-life, as the others leave it, that this diary took away (0-1).
    """

    intervention: str
    clients: int
    peak: Estimate
    half_life_days: Estimate
    share_that_stays: Estimate
    from_own_diary: float


@dataclass(frozen=True, slots=True)
class WithOthers:
    """What is expected together with the clients of a caseload; nothing of it was learned from this diary alone.

    Attributes:
        relief: One entry for each kind of treatment in the record that the caseload pooled, most sessions first.
        not_pooled: The others in the record: nothing is added to them.
        rests: Whether the figures of the caseload had come to rest.
        draws: Posterior draws behind the numbers.
        effective_sample_size: How many independent draws they are worth.
        pareto_k: Pareto k of the importance weights; above 0.7 they are not to be trusted.
        trustworthy: Whether the checks of this computation passed.
        pool_hash: SHA-256 of the file with what the caseload shares.
    """

    relief: tuple[ExpectedRelief, ...]
    not_pooled: tuple[str, ...]
    rests: bool
    draws: int
    effective_sample_size: float
    pareto_k: float | None
    trustworthy: bool
    pool_hash: str


@dataclass(frozen=True, slots=True)
class DriverAnswer:
    """What goes with more or less pain on the same day; an association, not a proof of cause.

    Attributes:
        name: The instrument's name.
        title: What is meant by a bad day on it, for people ("a poor night").
        answers: How many answers it rests on.
        effect: Pain on a day that is worse than usual by one `swing` [nrs].
        swing: This client's own usual variation on the instrument, one standard deviation [nrs].
        probability_more_pain: Probability that the effect is above zero.
        verdict: "learned", "no clear link" or "not enough data yet".
    """

    name: str
    title: str
    answers: int
    effect: Estimate
    swing: float
    probability_more_pain: float
    verdict: str


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """Pain expected at a coming moment: the interval is where the answer is expected to fall [nrs]."""

    time: str
    day: float
    mean: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """What the model believes about a past moment.

    Attributes:
        day: Days since the origin of the record [day].
        expected: Expected answer on pain [nrs].
        lo: Lower end of where an answer is expected [nrs].
        hi: Upper end [nrs].
        relief: Expected relief at work from all sessions so far [nrs].
    """

    day: float
    expected: float
    lo: float
    hi: float
    relief: float


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """How far the computation can be trusted.

    Attributes:
        engine: "importance sampling" or "NUTS".
        draws: Posterior draws behind the numbers.
        effective_sample_size: How many independent draws they are worth.
        pareto_k: Pareto k of the importance weights; above 0.7 they are not to be trusted (None for NUTS).
        r_hat: Largest split R-hat (None for importance sampling).
        trustworthy: Whether the checks passed.
        seed: Seed of the random draws.
        versions: Versions of what computed it.
        data_hash: SHA-256 of the record that was fitted.
        inside_band: Share of the answers on pain inside their one-step forecast band (None: too few answers).
        error_autocorrelation: Of neighbouring forecast errors.
        repeated_answers: Share of answers equal to the one before.
        expected_repeats: The same as the forecasts have it.
        from_habit: Share of the answers on pain that only repeat the one before, as learned (None: too few answers).
        prior_overlap: For each treatment, how much of the half-life's prior and posterior coincide (0-1).
    """

    engine: str
    draws: int
    effective_sample_size: float
    pareto_k: float | None
    r_hat: float | None
    trustworthy: bool
    seed: int
    versions: Mapping[str, str]
    data_hash: str
    inside_band: float | None = None
    error_autocorrelation: float | None = None
    repeated_answers: float | None = None
    expected_repeats: float | None = None
    from_habit: Estimate | None = None
    prior_overlap: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is said about one person.

    Attributes:
        record: What it was learned from.
        relief: One entry for each kind of treatment in the record, most sessions first.
        drivers: Strongest first.
        forecast: The coming evenings, given no further sessions.
        timeline: The past in even steps.
        next_steps: What to record next to learn more, in plain words; empty when nothing is missing.
        notices: What was assumed, for the reader.
        interval_level: The probability inside every interval (0.8).
        diagnostics: How far the computation can be trusted.
        with_others: What is expected together with the clients of a caseload, on which the forecast then rests; None
            where the diary stands alone.
    """

    record: Record
    relief: tuple[ReliefAnswer, ...]
    drivers: tuple[DriverAnswer, ...]
    forecast: tuple[ForecastPoint, ...]
    timeline: tuple[TimelinePoint, ...]
    next_steps: tuple[str, ...]
    notices: tuple[str, ...]
    interval_level: float
    diagnostics: Diagnostics
    with_others: WithOthers | None = None

    def to_json(self) -> str:
        """One JSON object: the contract of `unknot report --json`."""
        return json.dumps(self._body(), ensure_ascii=False, allow_nan=False, indent=2)

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "person": self.record.person,
            "responses": len(self.record.responses),
            "doses": len(self.record.doses),
            "relief": [plain(entry) for entry in self.relief],
            "drivers": [plain(entry) for entry in self.drivers],
            "forecast": [plain(entry) for entry in self.forecast],
            "timeline": [plain(entry) for entry in self.timeline],
            "interval_level": self.interval_level,
            "next_steps": list(self.next_steps),
            "notices": list(self.notices),
            "diagnostics": plain(self.diagnostics),
            **({} if self.with_others is None else {"with_others": plain(self.with_others)}),
        }


def plain(value: Any) -> Any:
    """A value as JSON holds it: frozen data as objects, numbers with six decimals at most."""
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, float):
        return round(value, 6)
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
