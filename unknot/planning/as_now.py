"""What the client does now, carried on: sessions at the usual gap, practice and medicines as often as of late."""

from __future__ import annotations

from statistics import median

import numpy as np

from unknot.model.exposure import Numbers
from unknot.planning.hours import date_of, last_moment
from unknot.planning.outlook import Outlook
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.planning.rollout import relief_of_schedule

RECENT = 28
"""Practice counts as going on if it was done in these last days of the record [day]."""
RECENT_SESSIONS = 56
"""The same for sessions, which may be four weeks apart [day]."""
WEEK = 7


def carried_on(outlook: Outlook, treatment: str, practices: tuple[str, ...]) -> Regimen:
    """Sessions and practice as of late.

    Args:
        outlook: The futures.
        treatment: The treatment of the sessions.
        practices: What counts as practice.
    """
    return Regimen(
        Sessions(treatment, outlook.effects[treatment].usual_minutes, _days_of_sessions(outlook, treatment)),
        tuple(found for name in practices if (found := _practised(outlook, name)) is not None),
    )


def everything_else(outlook: Outlook, planned: tuple[str, ...]) -> Numbers:
    """Relief by what no plan touches, medicines above all, taken on as often as of late, shape (days, draws) [nrs].

    Args:
        outlook: The futures.
        planned: The treatment and practices that plans are made of.
    """
    total = np.zeros(outlook.ratings.shape)
    for name in outlook.posterior.diary.interventions:
        if name not in planned:
            rate = np.full(outlook.days, len(_recent(outlook, name, RECENT)) / RECENT)
            total += relief_of_schedule(outlook, name, outlook.effects[name].usual_minutes, rate)
    return total


def first_day_for_a_session(outlook: Outlook, treatment: str, least_gap: float) -> int:
    """The first day of the plan on the client's usual day of the week, far enough from the last session."""
    dates = _dates(outlook, treatment)
    if not dates:
        return 0
    earliest = max(0, dates[-1] + int(least_gap) - outlook.first_date)
    usual = int(np.bincount(np.asarray(dates) % WEEK, minlength=WEEK).argmax())
    return earliest + (usual - outlook.first_date - earliest) % WEEK


def _days_of_sessions(outlook: Outlook, treatment: str) -> tuple[int, ...]:
    recent = _recent(outlook, treatment, RECENT_SESSIONS)
    gaps = [gap for gap in np.diff(recent).tolist() if gap > 0]
    if not gaps:
        return ()
    gap = max(1, round(median(gaps)))
    coming = recent[-1] + gap - outlook.first_date
    return tuple(range(coming if coming >= 0 else coming % gap, outlook.days, gap))


def _practised(outlook: Outlook, name: str) -> Practice | None:
    if name not in outlook.posterior.diary.interventions:
        return None
    a_week = round(len(_recent(outlook, name, RECENT)) * WEEK / RECENT)
    return Practice(name, outlook.effects[name].usual_minutes, min(a_week, WEEK)) if a_week else None


def _recent(outlook: Outlook, name: str, days: int) -> list[int]:
    end = date_of(outlook.posterior.record.clock, last_moment(outlook.posterior.record))
    return [date for date in _dates(outlook, name) if date > end - days]


def _dates(outlook: Outlook, name: str) -> list[int]:
    record = outlook.posterior.record
    return [date_of(record.clock, dose.day) for dose in record.doses if dose.intervention == name]
