"""What pooling leaves behind: what the clients share as one JSON object, and every client under it as a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from unknot.caseload.formats import FEWEST, POOLED
from unknot.caseload.results import write_object, write_table
from unknot.evidence.load import intervention as find_intervention
from unknot.inference.others import EIGHTY
from unknot.inference.shared_relief import CLOSE, Moments, SharedRelief, Spread, doubt_about_centre
from unknot.report.answer import plain

TABLE_FORMAT = "unknot-pooled-fits/1"
_QUANTITIES: Mapping[str, tuple[str, Callable[[float], float]]] = {
    "peak": ("size", lambda value: value),
    "half_life_days": ("log_half_life", math.exp),
    "share_that_stays": ("logit_staying", lambda value: 1 / (1 + math.exp(-value))),
}
"""Names in reports, each with the field of `SharedRelief` and the way back from its scale."""

SCHEMA = pl.Schema(
    {
        "person": pl.String,
        "intervention": pl.String,
        "sessions": pl.Int64,
        **{f"{name}_{end}": pl.Float64 for name in _QUANTITIES for end in ("median", "lo", "hi")},
        "from_own_diary": pl.Float64,
        "trustworthy": pl.Boolean,
        "effective_sample_size": pl.Float64,
        "pareto_k": pl.Float64,
    }
)
"""The columns of `pooled.parquet`."""


@dataclass(frozen=True)
class Pooled:
    """What the clients share after some rounds.

    Attributes:
        before: The spreads of each treatment under which the last moments were believed.
        after: The spreads after the last round.
        clients: The moments of each client, by treatment.
        left_out: How many clients of a treatment cannot be trusted, and so do not count.
        failed: How many clients could not be fitted.
        rounds: How far each round moved the spread that it moved most.
    """

    before: Mapping[str, SharedRelief] = field(default_factory=dict[str, SharedRelief])
    after: Mapping[str, SharedRelief] = field(default_factory=dict[str, SharedRelief])
    clients: Mapping[str, Sequence[Mapping[str, Moments]]] = field(default_factory=dict[str, Any])
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])
    failed: int = 0
    rounds: tuple[float, ...] = ()

    @property
    def rests(self) -> bool:
        """Whether the last round moved next to nothing."""
        return bool(self.rounds) and self.rounds[-1] < CLOSE

    @property
    def pooled(self) -> Sequence[str]:
        """The treatments with enough clients."""
        return [name for name, clients in self.clients.items() if len(clients) >= FEWEST]


def write_pooled(
    out: Path,
    found: Pooled,
    estimates: Iterable[Mapping[str, Any]],
    order: Sequence[str],
    made_from: Mapping[str, Any],
) -> Mapping[str, Any]:
    """Write `pooled.parquet` and `pooled.json`, and give what is in the latter.

    Args:
        out: The folder.
        found: What the clients share.
        estimates: A line for each client, in any order.
        order: All clients.
        made_from: Data, settings and versions.
    """
    by_person = {line["person"]: line["found"] or {} for line in estimates}
    rows = [
        {"person": person, "intervention": name, **entry}
        for person in order
        for name, entry in by_person[person].items()
        if name in found.pooled
    ]
    write_table(pl.DataFrame(rows, schema=SCHEMA), out / "pooled.parquet", TABLE_FORMAT, made_from)
    told = {
        "format": POOLED,
        "rounds": [plain(moved) for moved in found.rounds],
        "rests": found.rests,
        "failed": found.failed,
        "interventions": {name: _shared(found, name) for name in sorted(found.clients)},
        **made_from,
    }
    write_object(told, out / "pooled.json")
    return told


def _shared(found: Pooled, name: str) -> Mapping[str, Any]:
    counted = {"clients": len(found.clients[name]), "left_out": found.left_out.get(name, 0)}
    if name not in found.pooled:
        return {**counted, "pooled": False}
    published = SharedRelief.published(find_intervention(name)).spreads()
    spreads = {
        quantity: _told(
            found.after[name].spreads()[scale],
            doubt_about_centre(found.before[name].spreads()[scale], [one[scale] for one in found.clients[name]]),
            published[scale],
            back,
        )
        for quantity, (scale, back) in _QUANTITIES.items()
    }
    return {**counted, "pooled": True, **spreads}


def _told(shared: Spread, doubt: float, published: Spread, back: Callable[[float], float]) -> Mapping[str, Any]:
    """The middle client with the doubt about it, where a next one is expected, and what was expected before."""

    def around(centre: float, sd: float) -> Mapping[str, float]:
        ends = {"lo": centre - EIGHTY * sd, "median": centre, "hi": centre + EIGHTY * sd}
        return {end: plain(back(value)) for end, value in ends.items()}

    return {
        "middle_client": around(shared.centre, doubt),
        "next_client": around(shared.centre, math.hypot(shared.sd, doubt)),
        "published": around(published.centre, published.sd),
    }
