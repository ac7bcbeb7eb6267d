r"""A sealed sequence: fixed before the trial begins, opened period by period, checked against hashes made public.

From a secret seed $s$ come the sequence and, for each period $k$, a key $n_k = \mathrm{HMAC}_{s}(k)$. The protocol
shows $\mathrm{SHA256}(n_k, k, \text{option})$ for every period and $\mathrm{SHA256}(s)$ for the whole. Opening
period $k$ shows $n_k$ and its option, which tells nothing about later periods; at the end $s$ is shown, and anyone can
repeat the randomisation.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

import numpy as np

from unknot.errors import UnknotError
from unknot.planning.trial.schedule import random_sequence

SEED_BYTES = 16


@dataclass(frozen=True, slots=True)
class Opened:
    """One opened period: its number, its option, and the key that proves it."""

    period: int
    option: int
    key: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The secret of a trial.

    Attributes:
        seed: The secret seed.
        blocks: How many blocks of two periods.
    """

    seed: str
    blocks: int

    @classmethod
    def fresh(cls, blocks: int) -> Seal:
        """A seal nobody can guess."""
        return cls(secrets.token_hex(SEED_BYTES), blocks)

    @property
    def sequence(self) -> tuple[int, ...]:
        """The option of each period."""
        digest = hashlib.sha256(f"sequence {self.seed}".encode()).digest()
        return random_sequence(self.blocks, np.random.default_rng(int.from_bytes(digest)))

    @property
    def commitments(self) -> tuple[str, ...]:
        """The hash of each period, to be made public before the trial begins."""
        opened = (self.open(period) for period in range(1, 2 * self.blocks + 1))
        return tuple(commitment(each) for each in opened)

    @property
    def seed_commitment(self) -> str:
        """The hash of the seed."""
        return hashlib.sha256(f"seed {self.seed}".encode()).hexdigest()

    def open(self, period: int) -> Opened:
        """Open one period.

        Args:
            period: Its number, from 1.

        Raises:
            UnknotError: If the trial has no such period.
        """
        if not 1 <= period <= 2 * self.blocks:
            raise UnknotError(
                "The trial has no such period.",
                given=f"period {period}",
                todo=f"Its periods are 1 to {2 * self.blocks}.",
            )
        key = hmac.new(self.seed.encode(), f"period {period}".encode(), "sha256").hexdigest()
        return Opened(period, self.sequence[period - 1], key)


def commitment(opened: Opened) -> str:
    """The hash that an opened period must have."""
    return hashlib.sha256(f"{opened.key} period {opened.period} option {opened.option}".encode()).hexdigest()


def refuse_broken(opened: Opened, promised: str) -> None:
    """An opened period must be the one that was promised.

    Raises:
        UnknotError: If its hash is another.
    """
    if not hmac.compare_digest(commitment(opened), promised):
        raise UnknotError(
            "The seal is broken: this period is not what the protocol promised.",
            given=f"period {opened.period}",
            todo="Use the sealed file that was made together with the protocol.",
        )
