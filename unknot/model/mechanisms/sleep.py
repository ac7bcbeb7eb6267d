"""Sleep: how good the last night was, and how pain goes with it."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Scalar
from unknot.model.parameter import parameter
from unknot.model.rated import RatedMechanism, Rating


class Sleep(RatedMechanism):
    """Sleep quality varies from night to night around the person's usual; nights hardly resemble each other."""

    variation: Scalar = parameter(1.3, unit="nrs", status="assumed", doc="within-person spread of sleep quality")
    persistence: Scalar = parameter(0.5, unit="day", status="assumed", doc="how long a run of good or bad nights lasts")
    coupling_spread: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="how much people differ in how pain goes with sleep"
    )
    rating_noise: Scalar = parameter(
        0.5, unit="nrs", status="assumed", doc="spread of a rating of the same night, rounding left out"
    )

    def ratings(self) -> Mapping[str, Rating]:
        """The quality of the last night."""
        return {"quality": Rating(self.variation, self.persistence, self.coupling_spread, self.rating_noise)}
