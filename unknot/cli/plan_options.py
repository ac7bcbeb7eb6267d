"""What `unknot plan` is asked for on the command line, read into what the planner takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from unknot.errors import UnknotError, did_you_mean

if TYPE_CHECKING:
    from unknot.evidence.safety.screening import Screening
    from unknot.evidence.safety.set_aside import SetAside
    from unknot.records import Record


def prices_by_length(options: Iterable[str]) -> Mapping[float, float]:
    """Prices by the length of a session, from options such as 30=45.

    Raises:
        UnknotError: If an option is no pair of numbers.
    """
    prices: dict[float, float] = {}
    for text in options:
        minutes, _, price = text.partition("=")
        try:
            prices[float(minutes)] = float(price)
        except ValueError:
            raise UnknotError(
                "A price cannot be read.", given=repr(text), todo="Write minutes=price, like 30=45."
            ) from None
    return prices


def screening_of(
    conditions: Collection[str], signs_present: Collection[str], set_aside: Iterable[str] = ()
) -> Screening:
    """What the safety rules say about contraindications and signs that were named.

    Args:
        conditions: Names of contraindications.
        signs_present: Names of signs.
        set_aside: What a person set aside, each as "rule: person: reason".

    Raises:
        UnknotError: If one of them is not known, or was set aside by nobody or without a reason.
    """
    from unknot.evidence.safety.facts import contraindications, signs
    from unknot.evidence.safety.screening import screen

    for names, known, what in ((conditions, contraindications(), "condition"), (signs_present, signs(), "sign")):
        for name in names:
            if name not in known:
                raise UnknotError(f"There is no {what} of this name.", given=repr(name), todo=did_you_mean(name, known))
    return screen(signs_present, conditions, aside=[_set_aside(text) for text in set_aside])


def _set_aside(text: str) -> SetAside:
    from unknot.evidence.safety.set_aside import SetAside

    rule, _, decided = text.partition(":")
    by, _, reason = decided.partition(":")
    return SetAside(rule.strip(), by.strip(), reason.strip())


def date_number(record: Record, start: datetime | None) -> int | None:
    """A date as the record counts it; None where none was given.

    Raises:
        UnknotError: If the record counts days only.
    """
    if start is None:
        return None
    if record.clock.origin is None:
        raise UnknotError(
            "The plan cannot start on a date, as this record counts days.", given=f"{start:%Y-%m-%d}",
            todo="Leave out --start, or give dates in the tables.",
        )  # fmt: skip
    return (start.date() - record.clock.moment(0.0).date()).days
