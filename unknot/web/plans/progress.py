"""How a plan goes: good days beside the goal, and what the rules ask for then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from unknot.web.diary.models import Entry
from unknot.web.plans.models import Plan
from unknot.web.science_of_plans import sessions_before_a_review
from unknot.web.sessions.models import Session

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Progress:
    """How a plan goes.

    Attributes:
        answered: Days of the last seven under the plan with an answer on pain.
        good: Those of them that were good.
        met_twice: Whether the goal was met in each of the last two weeks.
        sessions: Sessions since the plan was chosen.
    """

    answered: int
    good: int
    met_twice: bool
    sessions: int

    @property
    def asks_for_a_review(self) -> bool:
        """Whether so many sessions were given that one should ask whether anything has changed."""
        return self.sessions >= sessions_before_a_review() and not self.met_twice


def progress_of(plan: Plan) -> Progress:
    """How a plan goes, by the answers of the days since it was chosen; the worst answer of a day counts."""
    local = plan.client.practice.local
    since, today = local(plan.chosen_at).date(), local(timezone.now()).date()
    worst: dict[date, float] = {}
    early = timezone.now() - timedelta(days=2 * A_WEEK + 1)
    for entry in Entry.objects.filter(client=plan.client, for_when__gte=early):
        day, pain = local(entry.for_when).date(), entry.answers.get("pain")
        if pain is not None and day > since:
            worst[day] = max(float(pain), worst.get(day, 0.0))
    last = {day: pain for day, pain in worst.items() if (today - day).days < A_WEEK}
    before = {day: pain for day, pain in worst.items() if A_WEEK <= (today - day).days < 2 * A_WEEK}
    good, good_before = (sum(pain <= plan.goal_most for pain in week.values()) for week in (last, before))
    return Progress(
        answered=len(last),
        good=good,
        met_twice=min(good, good_before) >= plan.goal_days,
        sessions=Session.objects.filter(client=plan.client, started_at__gt=plan.chosen_at).count(),
    )
