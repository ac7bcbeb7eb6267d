"""What holds for every client of a caseload: how tables are read, and the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unknot.tables.scale import Scale


@dataclass(frozen=True)
class Settings:
    """How the diaries are read and fitted; two runs with equal settings and tables give equal bytes.

    Attributes:
        seed: Seed of the random numbers of each client; a client's result does not depend on the others.
        time_zone: The IANA name of the time zone of all times without an offset, or None.
        scales: Scales other than 0-10, by column.
        ignore: Columns to leave out.
    """

    seed: int = 0
    time_zone: str | None = None
    scales: Mapping[str, Scale] = field(default_factory=dict[str, Scale])
    ignore: tuple[str, ...] = ()

    def plain(self) -> Mapping[str, Any]:
        """The settings as JSON holds them."""
        return {
            "seed": self.seed,
            "time_zone": self.time_zone,
            "scales": {name: str(scale) for name, scale in sorted(self.scales.items())},
            "ignore": sorted(self.ignore),
        }
