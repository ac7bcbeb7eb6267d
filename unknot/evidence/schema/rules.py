"""The rules of single keys: where a key stands in a fact file and which values it takes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Protocol, cast

NAME = r"[a-z][a-z0-9_]*"


class Rule(Protocol):
    """Where a field stands in the file, and which values it takes."""

    @property
    def section(self) -> str:
        """The TOML table the key stands in, "" for the top of the file."""
        ...

    @property
    def optional(self) -> bool:
        """Whether the key may be left out."""
        ...

    @property
    def absent(self) -> object:
        """What a key that is left out reads as."""
        ...

    def read(self, value: object) -> object:
        """The value as the fact keeps it.

        Raises:
            ValueError: If the value is not valid; the message says what is.
        """
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence, a name or one of a few words; never empty."""

    section: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    optional: bool = False
    absent: None = None

    def read(self, value: object) -> str:
        """The text without space around it."""
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            raise ValueError("a text that is not empty")
        if self.choices and text not in self.choices:
            raise ValueError("one of " + ", ".join(f"'{choice}'" for choice in self.choices))
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise ValueError(f"a text of the form {self.pattern}")
        return text


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number between bounds; `above` and `below` are themselves excluded."""

    section: str = ""
    above: float = -math.inf
    least: float = -math.inf
    below: float = math.inf
    most: float = math.inf
    whole: bool = False
    optional: bool = False
    absent: None = None

    def read(self, value: object) -> float:
        """The number, as an int where it must be whole."""
        right_kind = isinstance(value, int if self.whole else (int, float)) and not isinstance(value, bool)
        if not right_kind:
            raise ValueError(self._valid())
        number = cast(float, value)
        within = self.above < number < self.below and self.least <= number <= self.most
        if not (math.isfinite(number) and within):
            raise ValueError(self._valid())
        return number if self.whole else float(number)

    def _valid(self) -> str:
        bounds = {"above": self.above, "at least": self.least, "below": self.below, "at most": self.most}
        said = [f"{word} {bound:g}" for word, bound in bounds.items() if math.isfinite(bound)]
        return " ".join(["a whole number" if self.whole else "a number", " and ".join(said)]).strip()


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no, where leaving the key out says the usual one."""

    section: str = ""
    optional: bool = True
    absent: bool = True

    def read(self, value: object) -> bool:
        """The value itself."""
        if not isinstance(value, bool):
            raise ValueError("true or false")
        return value


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts, none of them empty or twice; one that is left out is an empty one."""

    section: str = ""
    what: str = "texts"
    optional: bool = True
    absent: tuple[str, ...] = ()

    def read(self, value: object) -> tuple[str, ...]:
        """The texts in the order of the file."""
        items = cast(list[object], value) if isinstance(value, list) else []
        texts = tuple(item for item in items if isinstance(item, str) and item.strip())
        if not texts or len(texts) != len(items) or len(set(texts)) != len(texts):
            raise ValueError(f"a list of {self.what}, at least one and none twice")
        return texts


@dataclass(frozen=True, slots=True)
class Levels:
    """A table of numbers under names that the file chooses; one that is left out is an empty one."""

    section: str = ""
    optional: bool = True
    absent: tuple[tuple[str, float], ...] = ()

    def read(self, value: object) -> tuple[tuple[str, float], ...]:
        """The names with their numbers, in the order of the file."""
        if not isinstance(value, dict):
            raise ValueError("a table of numbers")
        levels = cast(dict[str, object], value)
        if not all(re.fullmatch(NAME, name) for name in levels):
            raise ValueError(f"numbers under names of the form {NAME}")
        number = Number()
        return tuple((name, number.read(level)) for name, level in levels.items())


def keys(what: str = "study keys") -> Texts:
    """The rule of a list of names of other facts, which must be there."""
    return Texts(what=what, optional=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A table of its own inside the file, or a list of such tables."""

    kind: type[object]
    many: bool = False
    section: str = ""
    optional: bool = False
    absent: None = None

    def read(self, value: object) -> list[object]:
        """The tables as parsed; what they hold is read by the rules of their kind."""
        listed = isinstance(value, list)
        items = cast(list[object], value) if listed else [value]
        if listed is not self.many or not items or not all(isinstance(item, dict) for item in items):
            raise ValueError("tables of their own, at least one" if self.many else "a table of its own")
        return items
