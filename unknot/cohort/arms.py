"""The arms of a cohort: what each gives, and how a person writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unknot.errors import UnknotError
from unknot.model.exposure import Exposure, session
from unknot.planning.hours import MORNING, NOON
from unknot.planning.trial.options import Option, parse_option
from unknot.units import convert

_FOR = re.compile(r"\bfor\s+(\d+)\s+(days?|weeks?)$")
_FORM = "Write it like 'massage 60 min weekly for 6 weeks + relaxation 20 min daily', or 'nothing'."
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of treating everyone.

    Attributes:
        name: What it is called.
        given: The doses, in days from the beginning of the treatment.
    """

    name: str
    given: tuple[Exposure, ...] = ()

    @property
    def last_day(self) -> int | None:
        """The day of the last dose; None where nothing is given."""
        return max((int(dose.start) for dose in self.given), default=None)


def parse_arm(text: str, days: int) -> Arm:
    """Read an arm as a person writes it.

    Sessions are at noon, those twice a day at 08:00 and 20:00, from the first day on; without "for", to the last.

    Args:
        text: Options as `unknot trial` takes them, joined by "+", each with "for 6 weeks" or "for 10 days" if it ends;
            or "nothing".
        days: How many days are simulated.

    Raises:
        UnknotError: If it cannot be read.
    """
    name = " ".join(text.split())
    if not name:
        raise UnknotError("A regimen is empty.", given=repr(text), todo=_FORM)
    if name.lower() == NOTHING:
        return Arm(name)
    return Arm(name, tuple(dose for part in name.split("+") for dose in _doses(part.strip(), days)))


def _doses(text: str, days: int) -> list[Exposure]:
    ends = _FOR.search(text.lower())
    length = days if ends is None else int(ends[1]) * (7 if ends[2].startswith("week") else 1)
    option = parse_option(text if ends is None else text[: ends.start()], medicines=True)
    if option.absent:
        return []
    return [session(option.intervention, start, option.minutes) for start in _starts(option, min(length, days))]


def _starts(option: Option, days: int) -> list[float]:
    hour = convert(MORNING if option.gap_days < 1 else NOON, "hour", "day")
    count = int(-(-days // option.gap_days))
    return [place * option.gap_days + hour for place in range(count) if place * option.gap_days < days]
