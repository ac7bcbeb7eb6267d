"""The scorecard: every verdict with its sign, by family, against the bars that were set beforehand."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from unknot.validation.runner import Verdict

OVERALL = 0.8
FAMILY = 0.7
STRICT = ("F2", "F3", "F4", "F5", "F6")
"""The families of decay, dose, boosters and home practice, which a bar of their own holds for."""


@dataclass(frozen=True)
class Bar:
    """One bar that the model was to reach.

    Attributes:
        name: What it asks for.
        needed: The share of checks that it needs.
        reached: The share that passed.
        met: Whether it is reached.
    """

    name: str
    needed: float
    reached: float
    met: bool


@dataclass(frozen=True)
class Family:
    """The verdicts on one family of experiments."""

    name: str
    verdicts: tuple[Verdict, ...]

    @property
    def key(self) -> str:
        """Its short name, such as "F2"."""
        return self.name.partition(" ")[0]

    @property
    def passed(self) -> int:
        """How many of its checks passed."""
        return sum(verdict.passed for verdict in self.verdicts)

    @property
    def share(self) -> float:
        """The share of its checks that passed."""
        return self.passed / len(self.verdicts)


@dataclass(frozen=True)
class Scorecard:
    """All verdicts of a run.

    Attributes:
        verdicts: In the order of the cases.
    """

    verdicts: tuple[Verdict, ...]

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(verdict.passed for verdict in self.verdicts)

    @property
    def families(self) -> tuple[Family, ...]:
        """The families in the order of their numbers."""
        by_name: dict[str, list[Verdict]] = {}
        for verdict in self.verdicts:
            by_name.setdefault(verdict.family, []).append(verdict)
        found = [Family(name, tuple(verdicts)) for name, verdicts in by_name.items()]
        return tuple(sorted(found, key=lambda family: _order(family.key)))

    @property
    def misses(self) -> tuple[Verdict, ...]:
        """The checks that did not pass."""
        return tuple(verdict for verdict in self.verdicts if not verdict.passed)

    def bars(self) -> tuple[Bar, ...]:
        """The bars, as far as there are checks that they ask for."""
        if not self.verdicts:
            return ()
        share = self.passed / len(self.verdicts)
        worst = min(family.share for family in self.families)
        alive = sum(family.passed > 0 for family in self.families) / len(self.families)
        bars = [
            Bar("of all checks", OVERALL, share, share >= OVERALL),
            Bar("of the families with a check that passes", 1.0, alive, worst > 0),
        ]
        strict = [family for family in self.families if family.key in STRICT]
        return (*bars, *(Bar(f"of {one.name}", FAMILY, one.share, one.share >= FAMILY) for one in strict))

    def to_json(self) -> str:
        """A list of objects, one for each check; a value that is not a finite number is null."""
        return json.dumps([_row(verdict) for verdict in self.verdicts], indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Scorecard:
        """The scorecard that `to_json` wrote."""
        return cls(tuple(_verdict(row) for row in json.loads(text)))


def outside(verdict: Verdict) -> float:
    """How far a value lies outside its bounds, in half-widths of them: negative below, positive above, 0 within.

    Bounds without a width count as one wide.
    """
    half = (verdict.hi - verdict.lo) / 2 or 1.0
    if not math.isfinite(verdict.value):
        return math.nan
    return max(verdict.value - verdict.hi, 0.0) / half - max(verdict.lo - verdict.value, 0.0) / half


def close_call(verdict: Verdict) -> bool:
    """Whether a bound lies within two standard errors, so that other virtual people may turn the verdict."""
    if not math.isfinite(verdict.standard_error):
        return False
    nearest = min(abs(verdict.value - verdict.lo), abs(verdict.value - verdict.hi))
    return nearest <= 2 * verdict.standard_error


def sentence(verdict: Verdict) -> str:
    """What a check says, in words."""
    if verdict.kind == "mean":
        return f"{verdict.case}, {verdict.check}: {'holds' if verdict.passed else 'does not hold'} in the large trial."
    if verdict.kind != "number":
        often = (
            f"{verdict.case}, {verdict.check}: holds in {verdict.value:.0%} of trials run again at the published size"
        )
        return f"{often}, {'as' if verdict.passed else 'where'} {verdict.lo:.0%} are needed."
    if not math.isfinite(verdict.value):
        return f"{verdict.case}, {verdict.check}: the model gives no number."
    says = f"{verdict.case}, {verdict.check}: the model gives {verdict.value:.3g}"
    if verdict.passed:
        return f"{says}, within {verdict.lo:g} to {verdict.hi:g}."
    far = outside(verdict)
    side, bound = ("above", verdict.hi) if far > 0 else ("below", verdict.lo)
    return f"{says}, {side} {bound:g} by {abs(far):.2g} half-widths of the bounds (reported: {verdict.reported})."


def _order(key: str) -> tuple[int, str]:
    digits = key.removeprefix("F")
    return (int(digits), "") if digits.isdigit() else (1000, key)


def _row(verdict: Verdict) -> Mapping[str, object]:
    return {
        "case": verdict.case,
        "check": verdict.check,
        "reported": verdict.reported,
        "lo": verdict.lo,
        "hi": verdict.hi,
        "value": verdict.value if math.isfinite(verdict.value) else None,
        "passed": verdict.passed,
        "family": verdict.family,
        "kind": verdict.kind,
        "standard_error": verdict.standard_error if math.isfinite(verdict.standard_error) else None,
    }


def _verdict(row: Mapping[str, object]) -> Verdict:
    values = {key: math.nan if found is None else found for key, found in row.items()}
    return Verdict(**values)  # pyright: ignore[reportArgumentType] - rows that `_row` wrote
