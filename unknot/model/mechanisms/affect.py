"""Affect: mood and anxiety of the day, and how pain goes with them."""

from __future__ import annotations

from collections.abc import Mapping

import equinox as eqx

from unknot.model.mechanism import Scalar
from unknot.model.parameter import parameter
from unknot.model.rated import RatedMechanism, Rating


class Affect(RatedMechanism):
    """Mood and anxiety vary from day to day around the person's usual."""

    feelings: tuple[str, ...] = eqx.field(static=True, default=("anxiety", "mood"))
    mood_variation: Scalar = parameter(1.3, unit="nrs", status="assumed", doc="within-person spread of mood")
    anxiety_variation: Scalar = parameter(1.5, unit="nrs", status="assumed", doc="within-person spread of anxiety")
    persistence: Scalar = parameter(1.5, unit="day", status="assumed", doc="how long a mood lasts")
    coupling_spread: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="how much people differ in how pain goes with a feeling"
    )
    rating_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same feeling, rounding left out"
    )

    def ratings(self) -> Mapping[str, Rating]:
        """The feelings that are followed."""
        spread = {"mood": self.mood_variation, "anxiety": self.anxiety_variation}
        return {
            feeling: Rating(spread[feeling], self.persistence, self.coupling_spread, self.rating_noise)
            for feeling in self.feelings
        }
