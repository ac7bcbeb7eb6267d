"""Regimens in plain words: how often, how long, what at home."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from unknot.evidence.load import intervention as find_intervention
from unknot.planning.planner import AS_NOW, NOTHING, Option
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.report.explain import treatment
from unknot.report.wording import SPACE, count

WEEK = 7
EVERY_DAY = 7
PARTS_OF_DAY = (("morning", 12.0), ("afternoon", 18.0), ("evening", 24.0))


def option_name(option: Option, usual_minutes: float) -> str:
    """The short name of an option."""
    if option.kind == NOTHING:
        return "Do nothing"
    if option.kind == AS_NOW:
        return "Carry on as now"
    return regimen_name(option.regimen, usual_minutes)


def regimen_name(regimen: Regimen, usual_minutes: float) -> str:
    """What is done, in one line: "3 sessions, one every 2 weeks, with exercise at home"."""
    home = listed([practice_title(practice) for practice in regimen.practices])
    if not regimen.sessions.days:
        return capital(f"{home} at home alone") if home else "No sessions and no practice"
    text = sessions_said(regimen.sessions, usual_minutes)
    return f"{text}, with {home} at home" if home else text


def sessions_said(sessions: Sessions, usual_minutes: float) -> str:
    """How many sessions and how far apart."""
    length = "" if sessions.minutes == usual_minutes else f"{sessions.minutes:.0f}-minute "
    phases = phases_of(sessions.gaps)
    if not phases:
        return f"1{SPACE}{length}session"
    total = count(len(sessions.days), f"{length}session")
    if len(phases) == 1:
        return f"{total}, {one(phases[0][0])}"
    (first, steps), (second, _) = phases[0], phases[-1]
    return f"{total}: {first} for the first {steps + 1}, then {second}"


def phases_of(gaps: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Stretches of equal spacing, each with its words and how many gaps it has."""
    words = [often(gap) for gap in gaps]
    return tuple((word, len(tuple(group))) for word, group in groupby(words))


def often(gap: int) -> str:
    """How often, by the gap between sessions [day]."""
    if gap == 1:
        return "daily"
    if gap == 2:
        return "three a week"
    if gap in (3, 4):
        return "two a week"
    if gap == WEEK:
        return "weekly"
    if gap % WEEK == 0:
        return f"every {gap // WEEK}{SPACE}weeks"
    return f"every {gap}{SPACE}days"


def one(words: str) -> str:
    """How often, as it follows a number of sessions: "one every 2 weeks", "weekly"."""
    return f"one {words}" if words.startswith("every") else words


def practices_said(practices: Sequence[Practice]) -> str:
    """How long and how often is practised, each by its name where there are several: "10 minutes on 3 days a week"."""
    if len(practices) == 1:
        return _dose_said(practices[0])
    return "; ".join(f"{practice_title(practice)}, {_dose_said(practice)}" for practice in practices)


def _dose_said(practice: Practice) -> str:
    days = "every day" if practice.a_week == EVERY_DAY else f"on {count(practice.a_week, 'day')} a week"
    return f"{practice.minutes:.0f}{SPACE}minutes {days}"


def time_of_day(hour: float) -> str:
    """When on a day: "in the morning", "in the evening"."""
    return f"in the {next(name for name, end in PARTS_OF_DAY if hour < end)}"


def practice_title(practice: Practice) -> str:
    """The name of a practice inside a sentence."""
    return treatment(find_intervention(practice.name).title)


def listed(words: Sequence[str]) -> str:
    """Words as a list inside a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def money(amount: float) -> str:
    """An amount of money, whatever it is counted in: "400", "12.50"."""
    return f"{amount:,.0f}".replace(",", SPACE) if amount == round(amount) else f"{amount:,.2f}".replace(",", SPACE)


def price_said(cost: float) -> str:
    """What something costs, as it ends a sentence: "for 400", "at no cost"."""
    return f"for {money(cost)}" if cost else "at no cost"
