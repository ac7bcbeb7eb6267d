"""What a trial says: one option is better, there is no difference that matters, or "can't tell"."""

from __future__ import annotations

from enum import StrEnum

SURE = 0.975
"""Probability of one sign from which an option is called better; with both signs, the usual 5 %."""
SURE_OF_NOTHING = 0.9
"""Probability of a difference too small to matter from which "no difference that matters" is said."""
PROBABLY_MEANINGFUL = 0.8
"""Probability of a meaningful difference from which the better option is called better by a meaningful amount."""


class Verdict(StrEnum):
    """The four things a trial can say."""

    FIRST_BETTER = "first option better"
    SECOND_BETTER = "second option better"
    NO_DIFFERENCE = "no difference that matters"
    CANNOT_TELL = "can't tell"


def verdict(second_better: float, first_better: float, too_small: float) -> Verdict:
    """The verdict.

    Args:
        second_better: Probability that the second option is better at all.
        first_better: Probability that the first one is.
        too_small: Probability that the difference is smaller than a meaningful one.
    """
    if too_small >= SURE_OF_NOTHING:
        return Verdict.NO_DIFFERENCE
    if second_better >= SURE:
        return Verdict.SECOND_BETTER
    if first_better >= SURE:
        return Verdict.FIRST_BETTER
    return Verdict.CANNOT_TELL
