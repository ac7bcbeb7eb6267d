"""Clients whose coming weeks the tests plan; each diary is fitted once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from unknot.inference.individual import fit
from unknot.inference.posterior import Posterior
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.goal import Goal
from unknot.planning.wishes import Wishes
from unknot.records import Record, Response
from unknot.tables.load import read_records

SIMULATED = Path(__file__).parents[2] / "examples" / "simulated"
GOAL = Goal.parse("pain<=2 on 5 of 7 days")


@cache
def usual() -> Posterior:
    """The example: relief of 2.5 points that halves in 3 days, 12 weekly sessions."""
    (record,) = read_records(SIMULATED / "responses.csv", SIMULATED / "doses.csv")
    return fit(record)


@cache
def without_relief() -> Posterior:
    """A client whom twelve sessions did not help."""
    client = virtual_client(5, Protocol(days=90, gap=7), half_life=2.0, peak=0.0, share_that_stays=0.1)
    return fit(client.record)


@cache
def without_sessions() -> Posterior:
    """A client who answered for three weeks and had no session."""
    return fit(Record("new", tuple(Response(day + 0.8, "pain", 5 + day % 2) for day in range(21))))


def wishes(**changed: object) -> Wishes:
    """Wishes of a client with some money and twenty minutes a day."""
    return Wishes(**{"goal": GOAL, "budget": 400.0, "price": 80.0, **changed})  # type: ignore[arg-type]
