"""One client by the own diary, and beside it together with other clients: claims rest on the one, forecasts on both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.errors import FitError
from unknot.inference.individual import Engine, fit
from unknot.inference.others import Others
from unknot.inference.pooled_client import PooledClient, fit_under
from unknot.inference.posterior import Posterior
from unknot.inference.shared_prior import SharedPrior
from unknot.records import Record


@dataclass(frozen=True)
class Together:
    """What is known of one client, without and with other clients.

    Attributes:
        own: By the diary alone; everything that is claimed of the client.
        pooled: With what the others show; everything that is expected.
        others: The others.
    """

    own: Posterior
    pooled: PooledClient
    others: Others

    @property
    def ahead(self) -> Posterior:
        """What days to come are told by."""
        return self.pooled.posterior


def fit_together(record: Record, others: Others, *, engine: Engine = "importance", seed: int = 0) -> Together:
    """Learn from one diary, and once more with what other clients show.

    Treatments that the others do not tell of are expected to do what they do in people in general, as in any forecast.

    Args:
        record: The client's answers and doses.
        others: What the others share, from `read_others`.
        engine: As in `fit`, for the own diary; with the others it is always importance sampling.
        seed: Seed of all random numbers.

    Raises:
        FitError: If there is nothing to learn from, or the others tell of nothing that this client had.
    """
    shared = {name: others.shared[name] for name in record.interventions if name in others.shared}
    if not shared:
        raise FitError(
            "The other clients tell of nothing that this client had.",
            given=f"{_listed(record.interventions)} in the diary, {_listed(others.shared)} pooled with the others",
            todo="Leave the other clients out, or pool a caseload in which five clients had the same.",
        )
    return Together(fit(record, engine=engine, seed=seed), fit_under(record, SharedPrior(shared), seed=seed), others)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names)) or "nothing"
