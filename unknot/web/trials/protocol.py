"""A protocol and a finding, read from the JSON in which the science gives them and the database keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OF_A_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """One period of a protocol; from `counts_from` on its answers count."""

    number: int
    begins: date
    counts_from: date
    ends: date
    hash: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """What was fixed before a trial begins.

    Attributes:
        title: The trial's name.
        summary: Its size, and what it can find out.
        titles: The two options.
        periods: Its periods.
        items: The protocol's items: title and text.
        washout_days: Days of each period that do not count [day].
    """

    title: str
    summary: str
    titles: tuple[str, str]
    periods: tuple[PeriodDates, ...]
    items: tuple[tuple[str, str], ...]
    washout_days: int

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Protocol:
        """Read one.

        Raises:
            KeyError, TypeError, ValueError: If it is none.
        """
        first, second = said["option_titles"]
        return cls(
            title=str(said["title"]),
            summary=str(said["summary"]),
            titles=(str(first), str(second)),
            periods=tuple(_period(period) for period in said["periods"]),
            items=tuple((str(item["title"]), str(item["text"])) for item in said["items"]),
            washout_days=int(said["washout_days"]),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What a trial found.

    Attributes:
        says: The sentences, the verdict first.
        limits: What must be kept in mind.
        middle: How much better the second option is than the first [nrs].
        low: The lower end of its interval.
        high: The upper end.
        meaningful: The smallest difference that matters [nrs].
        second_better: How probable it is that the second is better at all [per cent].
        too_small: How probable it is that the difference does not matter [per cent].
    """

    says: tuple[str, ...]
    limits: tuple[str, ...]
    middle: float
    low: float
    high: float
    meaningful: float
    second_better: int
    too_small: int

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Finding:
        """Read one; low answers on pain are good, so that a negative effect is a gain.

        Raises:
            KeyError, TypeError, ValueError: If it is none.
        """
        effect = said["effect"]
        return cls(
            says=tuple(str(sentence) for sentence in said["says"]),
            limits=tuple(str(sentence) for sentence in said["limits"]),
            middle=-float(effect["median"]),
            low=-float(effect["high"]),
            high=-float(effect["low"]),
            meaningful=float(said["meaningful"]),
            second_better=round(said["probability_second_better"] * OF_A_HUNDRED),
            too_small=round(said["probability_too_small"] * OF_A_HUNDRED),
        )


def check_protocol(said: Any) -> None:
    """Refuse what cannot be read as a protocol.

    Raises:
        ValidationError: If it cannot.
    """
    _check(said, lambda: bool(Protocol.of(said).periods))


def check_finding(said: Any) -> None:
    """Refuse what cannot be read as a finding.

    Raises:
        ValidationError: If it cannot.
    """
    _check(said, lambda: bool(Finding.of(said).says))


def check_openings(said: Any) -> None:
    """Refuse what cannot be read as the periods that were opened.

    Raises:
        ValidationError: If it cannot.
    """
    _check(said, lambda: isinstance(said, list) and all(str(opening["title"]) for opening in said))


def _check(said: Any, is_read: Any) -> None:
    try:
        if said is not None and not is_read():
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ValidationError(_("This is not a trial.")) from error


def _period(said: Mapping[str, Any]) -> PeriodDates:
    begins, counts_from, ends = (date.fromisoformat(said[name]) for name in ("begins", "counts_from", "ends"))
    return PeriodDates(int(said["number"]), begins, counts_from, ends, str(said["hash"]))
