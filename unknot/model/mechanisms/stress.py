"""Stress: how stressed a day felt, and how pain goes with it."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Scalar
from unknot.model.parameter import parameter
from unknot.model.rated import RatedMechanism, Rating


class Stress(RatedMechanism):
    """Perceived stress comes and goes around the person's usual; its sign on pain differs between people."""

    variation: Scalar = parameter(1.5, unit="nrs", status="assumed", doc="within-person spread of perceived stress")
    persistence: Scalar = parameter(1.5, unit="day", status="assumed", doc="how long a stressful spell lasts")
    coupling_spread: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="how much people differ in how pain goes with stress"
    )
    rating_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same day, rounding left out"
    )

    def ratings(self) -> Mapping[str, Rating]:
        """The stress of the day."""
        return {"level": Rating(self.variation, self.persistence, self.coupling_spread, self.rating_noise)}
