"""What a trial compares: an option is a treatment with its length and spacing, or doing without it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unknot.errors import UnknotError, did_you_mean
from unknot.evidence.load import intervention, treatments
from unknot.planning.safety import is_medicine, rule

_SPACINGS = {"twice daily": 0.5, "daily": 1.0, "twice a week": 3.5, "weekly": 7.0, "fortnightly": 14.0}
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:min|minutes?)\b")
_EVERY = re.compile(r"every\s+(\d+)\s+days?")
_WITHOUT = re.compile(r"^(?:no|without)\s+")
_FORM = "Write it like 'massage 60 min weekly', 'relaxation 20 min daily' or 'no mindfulness'."


@dataclass(frozen=True, slots=True)
class Option:
    """One of the two things compared.

    Attributes:
        intervention: The treatment's name.
        minutes: Length of one session [minute]; 0 for doing without.
        gap_days: Days from one session to the next [day]; 0 for doing without.
    """

    intervention: str
    minutes: float
    gap_days: float

    @property
    def absent(self) -> bool:
        """Whether the option is to do without the treatment."""
        return self.gap_days == 0

    @property
    def title(self) -> str:
        """The option as people say it."""
        title = intervention(self.intervention).title
        if self.absent:
            return f"no {title.lower()}"
        return f"{title}, {self.minutes:g} minutes {spacing(self.gap_days)}"


def spacing(gap_days: float) -> str:
    """How often, in words."""
    named = next((words for words, gap in _SPACINGS.items() if gap == gap_days), None)
    return named or f"every {gap_days:g} days"


def parse_option(text: str, *, medicines: bool = False) -> Option:
    """Read an option as a person writes it; what is not said is the treatment's usual.

    Args:
        text: Such as "massage 60 min weekly" or "no mindfulness".
        medicines: Whether a medicine may be named: nobody takes it in a simulation.

    Raises:
        UnknotError: If it names no known treatment, a medicine, or a length or spacing that cannot be.
    """
    rest = " ".join(text.lower().split())
    absent = bool(_WITHOUT.match(rest))
    rest = _WITHOUT.sub("", rest)
    minutes, rest = _taken(_MINUTES, rest)
    every, rest = _taken(_EVERY, rest)
    for words in sorted(_SPACINGS, key=len, reverse=True):
        if re.search(rf"\b{words}$", rest):
            rest, every = rest.removesuffix(words).strip(), _SPACINGS[words]
            break
    name = rest.strip(" ,").replace(" ", "_")
    known = treatments()
    if name not in known:
        raise UnknotError("An option names no known treatment.", given=repr(text), todo=did_you_mean(name, known))
    if is_medicine(name) and not medicines:
        raise UnknotError("No trial changes a medicine.", given=repr(text), todo=rule("medicines").statement)
    if absent:
        return Option(name, 0.0, 0.0)
    fact = intervention(name)
    minutes = fact.usual_minutes if minutes is None else minutes
    gap = every or (1.0 if fact.lasting == "skill" else 7.0)
    if not 1 <= minutes <= 600 or not gap <= 28:
        raise UnknotError("An option has a length or spacing that no trial can use.", given=repr(text), todo=_FORM)
    return Option(name, minutes, gap)


def refuse_same(first: Option, second: Option) -> None:
    """Two options must differ.

    Raises:
        UnknotError: If they do not.
    """
    if first == second or (first.absent and second.absent):
        raise UnknotError("A trial compares two different options.", given=f"'{first.title}' twice", todo=_FORM)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[float | None, str]:
    """The number that a pattern finds, and the text without it."""
    match = pattern.search(text)
    if match is None:
        return None, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return float(match[1]), " ".join(rest.split())
