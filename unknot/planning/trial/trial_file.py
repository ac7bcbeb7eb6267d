"""A designed trial as a file: sealed, with the secret of its sequence, or public, without it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from unknot.errors import UnknotError
from unknot.planning.trial.design import TrialDesign
from unknot.planning.trial.options import Option
from unknot.planning.trial.outcome_model import TrialPrior
from unknot.planning.trial.schedule import Period, make_periods
from unknot.planning.trial.sealing import Opened, Seal, refuse_broken

FORMAT = "unknot-trial/1"


@dataclass(frozen=True)
class TrialFile:
    """What a trial needs to be opened and analysed.

    Attributes:
        options: The two options.
        instrument: The outcome.
        meaningful: The smallest difference that matters [nrs].
        start: When the first period begins, as it was written.
        period_days: Length of a period [day].
        washout_days: Days of each that do not count [day].
        carry_over: Median [day] and log-sd of the carry-over's half-life, for the prior of the analysis.
        commitments: The hash of each period.
        seed_commitment: The hash of the seed.
        seal: The secret; None in a public file.
    """

    options: tuple[Option, Option]
    instrument: str
    meaningful: float
    start: str
    period_days: int
    washout_days: int
    carry_over: tuple[float, float]
    commitments: tuple[str, ...]
    seed_commitment: str
    seal: Seal | None

    @classmethod
    def of(cls, design: TrialDesign, start: str) -> TrialFile:
        """The sealed file of a design."""
        return cls(
            options=design.options,
            instrument=design.instrument,
            meaningful=design.meaningful,
            start=start,
            period_days=design.period_days,
            washout_days=design.washout.days,
            carry_over=design.washout.carry_over,
            commitments=design.seal.commitments,
            seed_commitment=design.seal.seed_commitment,
            seal=design.seal,
        )

    @property
    def prior(self) -> TrialPrior:
        """The prior that the protocol states."""
        return replace(TrialPrior(), carry_over=self.carry_over)

    def open(self, period: int) -> Opened:
        """Open one period and check it against its hash.

        Raises:
            UnknotError: If there is no such period, the file is a public one, or the seal is broken.
        """
        opened = self._secret.open(period)
        refuse_broken(opened, self.commitments[period - 1])
        return opened

    def periods(self, first_day: float) -> tuple[Period, ...]:
        """All periods with their options, each checked against its hash.

        Args:
            first_day: When the trial began, days since the origin of the diary [day].

        Raises:
            UnknotError: If the file is a public one or the seal is broken.
        """
        sequence = [self.open(period).option for period in range(1, len(self.commitments) + 1)]
        return make_periods(sequence, first_day, self.period_days, self.washout_days)

    def body(self, *, sealed: bool) -> dict[str, Any]:
        """The file as plain data, with the secret or without."""
        found: dict[str, Any] = {
            "format": FORMAT,
            "options": [
                {"intervention": option.intervention, "minutes": option.minutes, "gap_days": option.gap_days}
                for option in self.options
            ],
            "instrument": self.instrument,
            "meaningful": self.meaningful,
            "start": self.start,
            "period_days": self.period_days,
            "washout_days": self.washout_days,
            "carry_over": {"median_days": self.carry_over[0], "log_sd": self.carry_over[1]},
            "commitments": list(self.commitments),
            "seed_commitment": self.seed_commitment,
        }
        return found | ({"seed": self._secret.seed} if sealed else {})

    def to_json(self, *, sealed: bool) -> str:
        """The file as text."""
        return json.dumps(self.body(sealed=sealed), indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> TrialFile:
        """Read what `to_json` wrote.

        Raises:
            UnknotError: If the text is not such a file.
        """
        try:
            return cls._from_body(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnknotError(
                "The text is not a trial.",
                given=f"{type(error).__name__}: {error}",
                todo="Give the sealed file written by 'unknot trial design --sealed'.",
            ) from error

    @classmethod
    def _from_body(cls, body: Mapping[str, Any]) -> TrialFile:
        if body["format"] != FORMAT:
            raise ValueError(f"format {body['format']!r}")
        first, second = (Option(**option) for option in body["options"])
        seed = body.get("seed")
        return cls(
            options=(first, second),
            instrument=str(body["instrument"]),
            meaningful=float(body["meaningful"]),
            start=str(body["start"]),
            period_days=int(body["period_days"]),
            washout_days=int(body["washout_days"]),
            carry_over=(float(body["carry_over"]["median_days"]), float(body["carry_over"]["log_sd"])),
            commitments=tuple(body["commitments"]),
            seed_commitment=str(body["seed_commitment"]),
            seal=Seal(str(seed), len(body["commitments"]) // 2) if seed else None,
        )

    @property
    def _secret(self) -> Seal:
        if self.seal is None:
            raise UnknotError(
                "This file holds no secret to open.",
                given="a public protocol",
                todo="Give the sealed file written by 'unknot trial design --sealed'.",
            )
        return self.seal
