"""The coming days and what goes with more pain, in a few sentences that say what they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.report import explain_days, explain_others
from unknot.report.answer import LEARNED, Answer, DriverAnswer
from unknot.report.explain_effect import studied
from unknot.report.sentence import Explanation, Sentence

ARROWS = {
    "sleep_quality": "sleep_quality__pain",
    "stress": "daily_stress__pain",
    "mood": "negative_mood__pain",
    "anxiety": "state_anxiety__pain",
}
"""The arrow that says how each companion of pain goes with it in people in general."""


def forecast_explained(answer: Answer) -> Explanation:
    """The coming days in sentences; the therapist also reads what goes with more pain, and how far to trust it."""
    ahead = tuple(_ahead(answer))
    drivers = tuple(_driver(driver, answer.interval_level) for driver in answer.drivers if driver.verdict == LEARNED)
    checks = answer.diagnostics
    trust = Sentence(
        explain_days.trust(answer), {"effective sample size": checks.effective_sample_size, "draws": checks.draws}
    )
    return Explanation((*ahead, *drivers[:1]), (*ahead, *drivers, *_general(answer), trust))


def _ahead(answer: Answer) -> Iterator[Sentence]:
    if not answer.forecast:
        return
    first, last = answer.forecast[0], answer.forecast[-1]
    numbers = {
        "first day [nrs]": first.mean, "last day [nrs]": last.mean, "lower [nrs]": last.lo, "upper [nrs]": last.hi,
        "level": answer.interval_level, "day": last.day,
    }  # fmt: skip
    yield Sentence(explain_days.forecast_sentence(answer), numbers)
    if answer.with_others is not None:
        yield explain_others.days_ahead(answer.with_others)


def _driver(driver: DriverAnswer, level: float) -> Sentence:
    effect = driver.effect
    numbers = {"effect [nrs]": effect.median, "lower [nrs]": effect.lo, "upper [nrs]": effect.hi, "level": level}
    return Sentence(explain_days.driver_sentence(driver, level), numbers)


def _general(answer: Answer) -> Iterator[Sentence]:
    for driver in answer.drivers:
        if driver.name in ARROWS and driver.verdict == LEARNED:
            yield studied(ARROWS[driver.name])
