"""What pooling asks of a client: moments in each round, and estimates at the end. Nothing else comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from unknot.caseload.client import line_of, read_client
from unknot.caseload.formats import LEVEL
from unknot.caseload.part import Part
from unknot.compiled_code import keep_compiled_code
from unknot.inference.usable_sessions import usable_sessions
from unknot.report.answer import plain

if TYPE_CHECKING:
    from unknot.inference.pooled_client import PooledClient
    from unknot.records import Record

ENDS = {"lo": (1 - LEVEL) / 2, "median": 0.5, "hi": (1 + LEVEL) / 2}
"""Quantiles of an estimate, by name."""


@dataclass(frozen=True)
class Asked:
    """A part with what its clients are believed to share so far.

    Attributes:
        part: The clients.
        shared: Centre and spread of each quantity of each treatment, as `SharedRelief.plain` gives them.
    """

    part: Part
    shared: Mapping[str, Mapping[str, Sequence[float]]]


def moments_of_part(asked: Asked) -> bytes:
    """One line for each client: mean and variance of each quantity of each treatment.

    Raises:
        UnknotError: If Numba is missing.
    """
    return _lines(asked, _moments)


def estimates_of_part(asked: Asked) -> bytes:
    """One line for each client: the estimates of each treatment.

    Raises:
        UnknotError: If Numba is missing.
    """
    return _lines(asked, _estimates)


def _lines(asked: Asked, told: Callable[[PooledClient], Mapping[str, Any]]) -> bytes:
    keep_compiled_code()
    import_module("unknot.inference.lane_filter")

    lines: list[bytes] = []
    for person, responses, doses in asked.part.diaries():
        found: Mapping[str, Any] | None = None
        failed = False
        if responses is not None and doses is not None:
            try:
                found = told(_fitted(asked, read_client(responses, doses, asked.part.settings)))
            except (MemoryError, OSError):
                raise  # the machine's fault: the part is not kept
            except Exception:  # counted; the reason mostly stands among the failures of the fits
                failed = True
        lines.append(line_of({"person": person, "found": found, "failed": failed}))
    return b"".join(lines)


def _fitted(asked: Asked, record: Record) -> PooledClient:
    from unknot.inference.lane_filter import evaluate_in_lanes
    from unknot.inference.pooled_client import fit_pooled
    from unknot.inference.shared_relief import SharedRelief

    shared = {name: SharedRelief.of_plain(entry) for name, entry in asked.shared.items()}
    return fit_pooled(record, shared, seed=_seed_of(record.person, asked), evaluator=evaluate_in_lanes)


def _seed_of(person: str, asked: Asked) -> int:
    """A seed of the client's own: with one for all, the noise of draws is the same for all and does not average out."""
    said = f"{asked.part.settings.seed} {person}".encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:8])


def _moments(client: PooledClient) -> Mapping[str, Any]:
    """Of the treatments that the diary says anything of; of others it would be noise around what is shared."""
    record = client.posterior.record
    return {
        "trustworthy": client.posterior.check.trustworthy,
        "moments": {
            name: {quantity: [one.mean, one.variance] for quantity, one in client.moments(name).items()}
            for name in client.prior.shared
            if usable_sessions(record, name)
        },
    }


def _estimates(client: PooledClient) -> Mapping[str, Any]:
    from unknot.caseload.row import row_of_check

    posterior = client.posterior
    doses, checked = posterior.record.doses, row_of_check(posterior.check)
    return {
        name: {"sessions": sum(dose.intervention == name for dose in doses), **_estimate(client, name), **checked}
        for name in client.prior.shared
    }


def _estimate(client: PooledClient, name: str) -> Mapping[str, float]:
    quantiles = client.quantiles(name, tuple(ENDS.values()))
    found = {
        f"{quantity}_{end}": plain(value)
        for quantity, values in quantiles.items()
        for end, value in zip(ENDS, values, strict=True)
    }
    return {**found, "from_own_diary": plain(client.from_own_diary(name))}
