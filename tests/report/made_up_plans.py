"""Plans with options and outcomes written by hand, over the futures of the example, so that their words never vary."""

from __future__ import annotations

from dataclasses import replace

from unknot.evidence.safety.screening import screen
from unknot.planning.outcome import DayAhead, Expected, Outcome
from unknot.planning.planner import AS_NOW, NOTHING, PLANNED, Option, Plan
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.planning.safety import Safety

EXERCISE, RELAXATION = Practice("exercise", 10.0, 3), Practice("relaxation", 10.0, 7)


def _outcome(chance: float, pain: float, gained: float, cost: float, hours: float) -> Outcome:
    days = tuple(DayAhead(90.8 + day, pain, pain - 1, pain + 1) for day in range(56))
    return Outcome(
        probability_goal=chance,
        sampling_error=0.01,
        pain=Expected(pain, pain - 0.8, pain + 0.8),
        good_days=Expected(24 + gained, 20 + gained, 28 + gained),
        days_gained=Expected(gained, gained - 6, gained + 6),
        cost=cost,
        own_hours=hours,
        value=20 * gained - cost,
        days=days,
    )


def _option(kind: str, days: tuple[int, ...], practices: tuple[Practice, ...], outcome: Outcome) -> Option:
    return Option(kind, Regimen(Sessions("massage", 60.0 if days else 0.0, days), practices), outcome)


OPTIONS = (
    _option(PLANNED, (), (EXERCISE, RELAXATION), _outcome(0.55, 2.0, 11.0, 0.0, 13.0)),
    _option(PLANNED, (1, 4, 8, 11, 15, 29, 43), (EXERCISE,), _outcome(0.86, 1.1, 25.0, 560.0, 11.0)),
    _option(PLANNED, (1, 15), (EXERCISE,), _outcome(0.6, 1.9, 12.0, 160.0, 6.0)),
    _option(NOTHING, (), (), _outcome(0.19, 2.8, 0.0, 0.0, 0.0)),
    _option(AS_NOW, tuple(range(1, 56, 7)), (), _outcome(0.93, 0.9, 26.0, 640.0, 8.0)),
)


def made_up_plans(found: Plan) -> dict[str, Plan]:
    """Plans by case.

    Args:
        found: A real plan, for its futures.
    """
    usual = replace(found, options=OPTIONS)
    wishes = found.wishes
    bare = OPTIONS[-2:]
    return {
        "usual": usual,
        "dear": replace(usual, options=(OPTIONS[1], *bare)),
        "poor": replace(usual, wishes=replace(wishes, budget=50.0, least_chance=0.99), goal_out_of_reach=True),
        "no_time": replace(usual, wishes=replace(wishes, home_minutes=0.0), options=bare),
        "red_flag": replace(usual, safety=Safety.of(screen(["fever"])), options=bare),
        "short": replace(usual, safety=Safety(30.0, ("A condition",))),
        "no_benefit": replace(usual, benefit=0.07, options=(OPTIONS[0], *bare), left_out=("distraction",)),
        "little_data": replace(usual, usable_sessions=1),
    }
