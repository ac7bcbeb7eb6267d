"""The part of the answer about what goes with more or less pain on the same day."""

from __future__ import annotations

import numpy as np

from unknot.evidence.load import instrument as find_instrument
from unknot.inference.posterior import Posterior
from unknot.report.answer import DriverAnswer
from unknot.report.estimates import DRAWS, estimate
from unknot.report.verdicts import driver_verdict


def driver_answer(posterior: Posterior, name: str) -> DriverAnswer:
    """What a bad day on one instrument goes with."""
    fact = find_instrument(name)
    owner, _, quantity = fact.reads.partition(".")
    state = f"{owner}.{quantity}_coupling"
    draws = posterior.state_draws((state,), posterior.chosen(DRAWS))[state]
    swing = posterior.diary.variation[name]
    effect = draws * swing * (-1 if fact.better == "high" else 1)
    size, more = estimate(effect), float(np.mean(effect > 0))
    count = len(posterior.record.answers(name))
    return DriverAnswer(
        name=name,
        title=fact.bad_day,
        answers=count,
        effect=size,
        swing=swing,
        probability_more_pain=more,
        verdict=driver_verdict(size, more, count),
    )
