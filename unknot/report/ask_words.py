"""What `unknot ask` says, in words and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

from unknot.evidence.load import intervention
from unknot.planning.asking import KNOWN, Question, Questions
from unknot.records import Record
from unknot.report.dates import weekday
from unknot.report.wording import count, number, percent

FORMAT = "unknot-ask/1"


def headline(found: Questions) -> str:
    """The one sentence: ask then, or stop."""
    title = intervention(found.intervention).title.lower()
    duration, left = found.shrinks
    if found.known:
        return f"Asking can stop for now: how long relief after {title} lasts is known to within a factor of {KNOWN:g}."
    if found.stop:
        return (
            f"Asking can stop for now: {count(len(found.chosen), 'further answer')} would take away only "
            f"{percent(max(duration, left))} of what is still open about the relief after {title}."
        )
    return (
        f"Ask {_times(len(found.chosen))} in the next {count(found.days, 'day')}: that is expected to narrow the "
        "interval "
        f"of how long relief after {title} lasts by {percent(duration)}, and of what is left of it at the next session "
        f"by {percent(left)}."
    )


def comparison(found: Questions) -> str:
    """What asking every evening would teach instead."""
    everything = 1 - math.exp(-max(found.everything.duration, 0.0))
    return f"Asking every evening, {_times(found.evenings)}, would narrow the first by {percent(everything)}."


def basis(record: Record, found: Questions) -> str:
    """What was assumed about coming sessions."""
    if not found.sessions:
        return "No session is expected in these days; the last ones are still learned from."
    when = ", ".join(weekday(record.clock, session) for session in found.sessions)
    return f"Expected sessions, at the usual gap of {number(found.gap_days)} days: {when}."


def in_order(found: Questions) -> tuple[Question, ...]:
    """The questions in the order of time."""
    return tuple(sorted(found.chosen, key=lambda question: question.day))


def after_stopping(found: Questions) -> str:
    """What to keep up when asking stops; empty where it does not."""
    if not found.stop:
        return ""
    weekly = (
        "One answer a week keeps track of whether pain itself changes; ask again more often when the treatment does."
    )
    if found.known:
        return weekly
    return (
        "How long relief lasts is still open, and more of the same answers would hardly change that; sessions at other "
        f"numbers of days apart would. {weekly}"
    )


def to_json(record: Record, found: Questions) -> str:
    """One JSON object: the contract of `unknot ask --json`."""
    body = {
        "format": FORMAT,
        "person": record.person,
        "intervention": found.intervention,
        "from": record.clock.label(found.from_day),
        "days": found.days,
        "sessions": [record.clock.label(session) for session in found.sessions],
        "gap_days": round(found.gap_days, 6),
        "stop": found.stop,
        "half_life_ratio": _share(found.ratio),
        "prompts": [_question(record, rank, question) for rank, question in _ranked(found)],
        "narrows": {"duration": _share(found.shrinks[0]), "left_at_next_session": _share(found.shrinks[1])},
        "every_evening": {
            "prompts": found.evenings,
            "information_duration": _share(found.everything.duration),
            "information_left": _share(found.everything.decision),
        },
        "says": headline(found),
    }
    return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1)


def _ranked(found: Questions) -> Iterable[tuple[int, Question]]:
    rank = {question.day: place for place, question in enumerate(found.chosen, start=1)}
    return ((rank[question.day], question) for question in in_order(found))


def _question(record: Record, rank: int, question: Question) -> dict[str, object]:
    return {
        "time": record.clock.label(question.day),
        "day": round(question.day, 6),
        "moment": question.moment,
        "rank": rank,
        "information_duration": _share(question.alone.duration),
        "information_left": _share(question.alone.decision),
    }


def _share(value: float) -> float:
    return round(value, 6)


def _times(amount: int) -> str:
    return "once" if amount == 1 else "twice" if amount == 2 else f"{amount} times"
