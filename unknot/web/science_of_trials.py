"""The side door to trials of one: two options go in, a sealed protocol comes out; later an option, and a verdict."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from unknot.evidence.load import interventions
from unknot.records import Record
from unknot.web.science import learned, load_numerics

WITHOUT = "no"
SECRET = "seed"
"""Under this name the sealed file keeps what gives the order."""
SPACINGS = ("daily", "twice a week", "weekly", "fortnightly", WITHOUT)
TREATMENTS = ("massage", "exercise", "relaxation", "mindfulness")
TRIALS = 60
"""How many trials of each size are simulated: power is then known to about 6 per cent."""


@dataclass(frozen=True, slots=True)
class TrialOption:
    """One of the two things compared: a treatment, its length [minute], and how often, or `WITHOUT`."""

    treatment: str
    minutes: int
    spacing: str

    @property
    def text(self) -> str:
        """The option as `unknot trial design` reads it."""
        if self.spacing == WITHOUT:
            return f"no {self.treatment}"
        return f"{self.treatment} {self.minutes} min {self.spacing}"


def trial_treatments() -> list[tuple[str, str]]:
    """What can be compared: names and titles."""
    return [(name, interventions()[name].title) for name in TREATMENTS]


def designed(
    record: Record | None, options: tuple[TrialOption, TrialOption], start: date, blocks: int, meaningful: float
) -> tuple[str, dict[str, Any]]:
    """A trial that can begin: its sealed file, and the JSON of `unknot trial design --json`, without the secret.

    Args:
        record: The client's record; without it, other people's days stand in.
        options: What is compared.
        start: The first day.
        blocks: How often each option comes.
        meaningful: The smallest difference that matters [nrs].

    Raises:
        UnknotError: If the options are the same, or no trial can be made of them.
    """
    load_numerics()
    from unknot.planning.trial.design import design_trial
    from unknot.planning.trial.options import parse_option
    from unknot.planning.trial.trial_file import TrialFile
    from unknot.report.trial_data import design_json
    from unknot.report.trial_protocol import protocol

    first, second = (parse_option(option.text) for option in options)
    posterior = learned(record) if record is not None else None
    found = design_trial(first, second, posterior=posterior, blocks=blocks, meaningful=meaningful, trials=TRIALS)
    file = TrialFile.of(found, start.isoformat())
    return file.to_json(sealed=True), json.loads(design_json(protocol(found, file.start), file))


def without_order(sealed: str) -> str:
    """The sealed file of a trial without the secret of its order; its hashes stay, so that the order can be checked."""
    if not sealed:
        return sealed
    return json.dumps({name: said for name, said in json.loads(sealed).items() if name != SECRET}, indent=1) + "\n"


def holds_order(sealed: str) -> bool:
    """Whether a sealed file gives the order, as the practice's own does; a client's copy does not."""
    return SECRET in json.loads(sealed)


def opened(sealed: str, period: int) -> tuple[str, str]:
    """The option of a period, and the key that proves it by the hash in the protocol.

    Raises:
        UnknotError: If there is no such period, or the seal is broken.
    """
    load_numerics()
    from unknot.planning.trial.trial_file import TrialFile

    file = TrialFile.from_json(sealed)
    found = file.open(period)
    return file.options[found.option].title, found.key


def analysed(record: Record, sealed: str) -> dict[str, Any]:
    """What a trial found: the JSON of `unknot trial analyse --json`.

    Raises:
        UnknotError: If too few answers count, or the seal is broken.
    """
    load_numerics()
    from unknot.planning.trial.analysis import analyse_trial
    from unknot.planning.trial.moments import day_in_record
    from unknot.planning.trial.trial_file import TrialFile
    from unknot.report.trial_data import analysis_json

    file = TrialFile.from_json(sealed)
    first, second = file.options
    found = analyse_trial(
        record,
        file.periods(day_in_record(file.start, record.clock)),
        titles=(first.title, second.title),
        meaningful=file.meaningful,
        prior=file.prior,
    )
    return json.loads(analysis_json(record, found))
