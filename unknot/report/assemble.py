"""From a posterior to the answer: its parts put together, with what computed them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from unknot.inference.posterior import Posterior
from unknot.inference.together import Together
from unknot.report.answer import PREVIEW, Answer, ReliefAnswer, WithOthers
from unknot.report.answer_days import days_answer
from unknot.report.answer_diagnostics import diagnostics_answer
from unknot.report.answer_drivers import driver_answer
from unknot.report.answer_others import others_answer
from unknot.report.answer_relief import relief_answer
from unknot.report.answer_steps import next_steps
from unknot.report.estimates import LEVEL


def answer(posterior: Posterior | Together) -> Answer:
    """Everything that is said about one person, from what was learned.

    Args:
        posterior: What was learned from the diary; or that together with other clients, on whom then what is expected
            rests, and nothing that is said to be learned.
    """
    if isinstance(posterior, Together):
        return _answer(posterior.own, posterior.ahead, others_answer(posterior))
    return _answer(posterior, posterior, None)


def _answer(posterior: Posterior, ahead: Posterior, others: WithOthers | None) -> Answer:
    record = posterior.record
    # The longest parts wait for compiled code, each for its own.
    with ThreadPoolExecutor(2) as aside:
        days, diagnostics = aside.submit(days_answer, posterior, ahead), aside.submit(diagnostics_answer, posterior)
        relief = tuple(
            sorted((relief_answer(posterior, name) for name in record.interventions), key=lambda entry: -entry.sessions)
        )
        drivers = tuple(
            sorted(
                (driver_answer(posterior, name) for name in posterior.diary.variation),
                key=lambda entry: -abs(entry.effect.median),
            )
        )
        timeline, forecast = days.result()
    check = posterior.check
    return Answer(
        record=record,
        relief=relief,
        drivers=drivers,
        forecast=forecast,
        timeline=timeline,
        next_steps=next_steps(relief, drivers, trustworthy=check.trustworthy, preview=check.engine == PREVIEW),
        notices=(*record.notices, *_generic_notices(relief, record.notices)),
        interval_level=LEVEL,
        diagnostics=diagnostics.result(),
        with_others=others,
    )


def _generic_notices(relief: Sequence[ReliefAnswer], said: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"'{entry.title}' has no fact file: it is treated as a generic treatment with a wide prior."
        for entry in relief
        if not entry.known and not any(entry.intervention in notice for notice in said)
    )
