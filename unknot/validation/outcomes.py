"""What a virtual trial gives: for every arm the readings of everyone who entered, and small trials drawn from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from unknot.errors import ModelError, did_you_mean
from unknot.model.exposure import Numbers


@dataclass(frozen=True)
class Outcomes:
    """Readings of all arms.

    Attributes:
        labels: The labels of the times, in order.
        true: By arm and readout, what a perfect instrument would show, shape (persons, times).
        rated: The same as people rate it, noise and rounding included.
    """

    labels: tuple[str, ...]
    true: Mapping[str, Mapping[str, Numbers]]
    rated: Mapping[str, Mapping[str, Numbers]]

    def at(self, arm: str, label: str, readout: str = "perception.intensity") -> Numbers:
        """Ratings of an arm at one time, one for each person.

        Raises:
            ModelError: If there is no such arm, time or readout.
        """
        return self._pick(self.rated, arm, label, readout)

    def truth(self, arm: str, label: str, readout: str = "perception.intensity") -> Numbers:
        """What a perfect instrument would show at one time, one for each person."""
        return self._pick(self.true, arm, label, readout)

    def course(self, arm: str, readout: str = "perception.intensity") -> Numbers:
        """Ratings of an arm over all times, shape (persons, times)."""
        return self.rated[self._known(arm, self.rated)][self._known(readout, self.rated[arm])]

    def change(self, arm: str, before: str, after: str, readout: str = "perception.intensity") -> Numbers:
        """Change of each person's rating; negative where it fell."""
        return self.at(arm, after, readout) - self.at(arm, before, readout)

    def trial(self, sizes: Mapping[str, int], generator: np.random.Generator) -> Outcomes:
        """A trial of a published size: other people in every arm, drawn from those who entered.

        Args:
            sizes: How many people in each arm.
            generator: Draws them.
        """
        persons = min(len(next(iter(arm.values()))) for arm in self.rated.values())
        order = generator.permutation(persons)
        if sum(sizes.values()) > persons:
            order = generator.integers(0, persons, sum(sizes.values()))
        ends = np.cumsum(list(sizes.values()))
        chosen = dict(zip(sizes, np.split(order[: ends[-1]], ends[:-1]), strict=True))

        def pick(values: Mapping[str, Mapping[str, Numbers]]) -> dict[str, dict[str, Numbers]]:
            return {
                arm: {name: found[chosen[arm]] for name, found in by_name.items()}
                for arm, by_name in values.items()
                if arm in chosen
            }

        return Outcomes(self.labels, pick(self.true), pick(self.rated))

    def _pick(self, values: Mapping[str, Mapping[str, Numbers]], arm: str, label: str, readout: str) -> Numbers:
        by_readout = values[self._known(arm, values)]
        found = by_readout[self._known(readout, by_readout)]
        return found[:, self.labels.index(self._known(label, self.labels))]

    @staticmethod
    def _known(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
        if name not in known:
            raise ModelError(
                "The experiment holds nothing of this name.", given=repr(name), todo=did_you_mean(name, known)
            )
        return name
