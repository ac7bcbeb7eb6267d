"""A value of a file with the place where it stands, so that every refusal says where, what and what else."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn, cast

from unknot.errors import FactError, did_you_mean


@dataclass(frozen=True)
class Given:
    """A value as it was read.

    Attributes:
        value: The value.
        place: Where it stands, such as "cases.yaml, X01, arms[0]".
    """

    value: object
    place: str

    @property
    def is_table(self) -> bool:
        """Whether it holds keys."""
        return isinstance(self.value, dict)

    def has(self, key: str) -> bool:
        """Whether it holds a key."""
        return key in self._table()

    def __getitem__(self, key: str) -> Given:
        table = self._table()
        if key not in table:
            raise FactError(f"{self.place}: '{key}' is missing.", given=_short(self.value), todo=f"Add '{key}'.")
        return Given(table[key], f"{self.place}, {key}")

    def child(self, key: str, absent: object) -> Given:
        """The value of a key, or another one where it is left out."""
        return self[key] if self.has(key) else Given(absent, f"{self.place}, {key}")

    def items(self) -> Iterator[tuple[str, Given]]:
        """Keys and values."""
        for key, value in self._table().items():
            yield key, Given(value, f"{self.place}, {key}")

    def each(self) -> Iterator[Given]:
        """The values of a list."""
        if not isinstance(self.value, list):
            self.refuse("a list")
        for place, value in enumerate(cast("list[object]", self.value)):
            yield Given(value, f"{self.place}[{place}]")

    def only(self, *keys: str) -> None:
        """Refuse a key that is not one of some."""
        for key in self._table():
            if key not in keys:
                raise FactError(
                    f"{self.place}: the key '{key}' is not known.", given=repr(key), todo=did_you_mean(key, keys)
                )

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse("a text")
        return self.value.strip()

    def number(self, above: float = -math.inf) -> float:
        """A number above a bound."""
        found = self.value
        if isinstance(found, bool) or not isinstance(found, int | float) or math.isnan(found) or not found > above:
            self.refuse("a number" if above == -math.inf else f"a number above {above:g}")
        return float(found)

    def whole(self) -> int:
        """A whole number above 0."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 1:
            self.refuse("a whole number above 0")
        return self.value

    def refuse(self, valid: str) -> NoReturn:
        """Refuse the value.

        Args:
            valid: What would be valid.
        """
        raise FactError(f"{self.place}: not valid.", given=_short(self.value), todo=f"Valid: {valid}.")

    def refuse_unknown(self, name: str, known: Collection[str], kind: str) -> None:
        """Refuse a name that is not known, and offer the nearest one."""
        if name not in known:
            raise FactError(
                f"{self.place}: there is no {kind} of this name.", given=repr(name), todo=did_you_mean(name, known)
            )

    def _table(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            self.refuse("a table of keys and values")
        return {str(key): value for key, value in cast("dict[object, object]", self.value).items()}


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
