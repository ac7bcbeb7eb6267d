"""The part of the answer that says what to record next."""

from __future__ import annotations

from collections.abc import Sequence

from unknot.report.answer import NOT_ENOUGH, DriverAnswer, ReliefAnswer


def next_steps(
    relief: Sequence[ReliefAnswer], drivers: Sequence[DriverAnswer], *, trustworthy: bool, preview: bool = False
) -> tuple[str, ...]:
    """What to record next, in plain words; empty where nothing is missing.

    Args:
        relief: What is known about each treatment.
        drivers: What is known about the companions of pain.
        trustworthy: Whether the computation passed its checks.
        preview: Whether it was a preview, which has none.
    """
    steps: list[str] = []
    if not relief:
        steps.append(
            "Write down each session with its day and length: without sessions nothing can be said about relief."
        )
    if preview:
        steps.append("Run the report again without the option --engine preview.")
    elif not trustworthy:
        steps.append("Run the report again with the slower method (option --engine nuts).")
    elif any(entry.verdict == NOT_ENOUGH for entry in relief):
        steps.append(
            "Vary the gap between sessions, for example 5, then 9, then 12 days: even gaps hide how relief fades."
        )
        steps.append("Rate pain on the morning after a session and on the three days that follow.")
    if not drivers:
        steps.append("Add one evening question on sleep and one on stress, 0 to 10, to see what goes with more pain.")
    return tuple(steps)
