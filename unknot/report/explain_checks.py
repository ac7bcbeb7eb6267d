"""The sentences about how well the model describes the answers, and what to do where it does not."""

from __future__ import annotations

from unknot.report.answer import Answer, Diagnostics
from unknot.report.wording import percent

FAR_OFF = 0.1
"""Share of answers; a difference of more between what was seen and what was expected is said."""
OFTEN = 0.3
"""Share of answers that only repeat the last one, from which it is said; about a fifth is usual in diaries."""
STILL_LINKED = 0.3
"""Correlation of neighbouring forecast errors from which something lasting was missed."""


def checks(answer: Answer) -> tuple[str, ...]:
    """What the comparison of answers with their forecasts showed; empty where it was not made."""
    seen, level = answer.diagnostics, answer.interval_level
    if seen.inside_band is None:
        return ()
    return tuple(
        sentence for sentence in (_band(seen, level), _linked(seen), _habit(seen, level), _repeated(seen)) if sentence
    )


def _band(seen: Diagnostics, level: float) -> str:
    held = seen.inside_band or 0.0
    text = f"The forecast bands held {percent(held)} of the answers; expected {percent(level)}."
    if held < level - FAR_OFF:
        return f"{text} The answers swing more than the bands say: take the bands as too narrow."
    if held > level + FAR_OFF:
        return f"{text} The answers swing less than the bands say: take the bands as too wide."
    return text


def _linked(seen: Diagnostics) -> str:
    link = seen.error_autocorrelation or 0.0
    if abs(link) < STILL_LINKED:
        return ""
    shown = f"{link:+.2f}".replace("-", "−")
    way = "the same" if link > 0 else "the opposite"
    return (
        f"When a forecast is off, the next one tends to be off in {way} direction ({shown}): something that lasts "
        "is missing. A column for what differs between such days would show it."
    )


def _habit(seen: Diagnostics, level: float) -> str:
    habit = seen.from_habit
    if habit is None or habit.median < OFTEN:
        return ""
    return (
        f"About {percent(habit.median)} of the answers seem only to repeat the one before ({percent(level)} sure: "
        f"{percent(habit.lo)} to {percent(habit.hi)}). Such answers are counted as saying nothing; rating without "
        "looking at the last answer teaches more."
    )


def _repeated(seen: Diagnostics) -> str:
    repeated, expected = seen.repeated_answers or 0.0, seen.expected_repeats or 0.0
    if repeated < expected + FAR_OFF:
        return ""
    return (
        f"{percent(repeated)} of the answers repeat the one before; expected {percent(expected)}. Small changes may "
        "be hidden: rate without looking at the last answer."
    )
