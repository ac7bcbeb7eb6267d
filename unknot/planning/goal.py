"""A goal in the client's words: "pain<=4 on 5 of 7 days"."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.errors import UnknotError
from unknot.inference.diary_model import PAIN
from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST

_FORM = re.compile(
    r"(?P<instrument>[a-z_]+)\s*(?P<relation><=|≤|=<|<)\s*(?P<answer>\d+(?:[.,]\d+)?)"
    r"\s+on\s+(?P<days>\d+)\s+of\s+(?P<of>\d+)\s+days?",
    re.IGNORECASE,
)
_EXAMPLE = "Write it like 'pain<=4 on 5 of 7 days'."
LONGEST_WINDOW = 28


@dataclass(frozen=True, slots=True)
class Goal:
    """How low answers on pain should be, and on how many days.

    Attributes:
        most: The highest answer that counts as a good day [nrs].
        strict: Whether a good day lies below `most` rather than at it or below.
        days: How many good days are wanted …
        of: … among so many days in a row.
    """

    most: float
    strict: bool
    days: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Goal:
        """Read a goal.

        Raises:
            UnknotError: If the text is not a goal, is not about pain, or can never or must always be met.
        """
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise UnknotError("The goal cannot be read.", given=repr(text), todo=_EXAMPLE)
        if found["instrument"].lower() != PAIN:
            raise UnknotError("A plan can only aim at pain.", given=repr(found["instrument"]), todo=_EXAMPLE)
        most, strict = float(found["answer"].replace(",", ".")), found["relation"] == "<"
        days, of = int(found["days"]), int(found["of"])
        if not LOWEST <= most < HIGHEST or (strict and most == LOWEST):
            raise UnknotError(
                "The goal says nothing.", given=repr(text), todo="Pain lies between 0 and 10; name an answer below 10."
            )
        if not 1 <= days <= of <= LONGEST_WINDOW:
            raise UnknotError(
                "The days of the goal do not fit together.",
                given=f"{days} of {of} days",
                todo=f"Name at least 1 day, no more than there are, in a window of at most {LONGEST_WINDOW} days.",
            )
        return cls(most, strict, days, of)

    def highest_rating(self, resolution: float) -> float:
        """Below this rating, before rounding, an answer counts as a good day [nrs].

        Args:
            resolution: The distance between neighbouring answers [nrs]; 0 where any number may be given.
        """
        return self.highest_answer(resolution) + max(resolution, 0.0) / 2

    def highest_answer(self, resolution: float) -> float:
        """The highest answer that can be given and counts as a good day [nrs]; argument as in `highest_rating`."""
        if resolution <= 0:
            return self.most
        steps = self.most / resolution
        last = np.ceil(steps - 1e-9) - 1 if self.strict else np.floor(steps + 1e-9)
        return float(last * resolution)

    def windows(self, days: int) -> tuple[tuple[int, int], ...]:
        """The stretches of days in which the goal is looked at: the first and the day after the last.

        They do not overlap, and lie in the second half of the days: a goal is for what a plan leads to, not for its
        start. One stretch, the last, is always looked at.

        Args:
            days: How many days the plan has.
        """
        ends = range(days, 0, -self.of)
        found = [(end - self.of, end) for end in ends if end - self.of >= days / 2]
        return tuple(reversed(found)) or ((max(days - self.of, 0), days),)

    def met(self, good: NDArray[np.bool_]) -> Numbers:
        """The share of stretches that meet the goal.

        Args:
            good: Whether each day is a good one, shape (…, days, draws).
        """
        ends = self.windows(good.shape[-2])
        stretches = [good[..., first:end, :].sum(axis=-2, dtype=np.uint8) >= self.days for first, end in ends]
        return np.mean(stretches, axis=0)

    def __str__(self) -> str:
        relation = "<" if self.strict else "<="
        return f"{PAIN}{relation}{self.most:g} on {self.days} of {self.of} days"
