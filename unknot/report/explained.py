"""A forecast, a plan or an effect in a few sentences, each tied to the numbers and arrows behind it."""

from __future__ import annotations

from functools import singledispatch

from unknot.planning.planner import Plan
from unknot.report.answer import Answer, ReliefAnswer
from unknot.report.estimates import LEVEL
from unknot.report.explain_effect import effect_explained
from unknot.report.explain_forecast import forecast_explained
from unknot.report.plan_assemble import plan_answer
from unknot.report.sentence import Explanation


@singledispatch
def explain(subject: Answer | ReliefAnswer | Plan) -> Explanation:
    """A few sentences for the client and for the therapist.

    Args:
        subject: An `Answer` for the coming days, one of its `relief` entries for an effect, or a `Plan`.
    """
    raise TypeError(f"nothing is said about a {type(subject).__name__}")


@explain.register
def _forecast(subject: Answer) -> Explanation:
    return forecast_explained(subject)


@explain.register
def _effect(subject: ReliefAnswer) -> Explanation:
    return effect_explained(subject, LEVEL)


@explain.register
def _plan(subject: Plan) -> Explanation:
    return plan_answer(subject).explanation
