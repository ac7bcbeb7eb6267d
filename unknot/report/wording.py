"""Numbers, durations and intervals in the words of a client: no more digits than are known."""

from __future__ import annotations

import math

from unknot.report.answer import Estimate

HOURS = 24.0
LAST_DAYS = 21.5
YEAR = 365.0
MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


def number(value: float, *, signed: bool = False) -> str:
    """A number with one decimal at most, and a true minus sign: "2", "0.5", "−1.2"."""
    rounded = math.floor(abs(value) * 10 + 0.5) / 10
    if rounded == 0:
        return "0"
    sign = MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{rounded:.1f}".removesuffix(".0")


def points(value: float, *, signed: bool = False) -> str:
    """A distance on the 0-10 scale: "1 point", "0.5 points"."""
    text = number(value, signed=signed)
    return f"{text}{SPACE}point{'' if text.lstrip('+' + MINUS) == '1' else 's'}"


def percent(share: float) -> str:
    """A share of 0-1 in whole percent; what is not certain is never written as 0 or 100."""
    whole = math.floor(share * 100 + 0.5)
    if whole < 1:
        return f"under{SPACE}1{SPACE}%"
    return f"over{SPACE}99{SPACE}%" if whole > 99 else f"{whole}{SPACE}%"


def count(amount: int, thing: str) -> str:
    """A number of things: "1 session", "8 sessions", "1 860 answers"."""
    return f"{amount:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") + f"{SPACE}{thing}{'' if amount == 1 else 's'}"


def duration(days: float) -> str:
    """A time as people say it: "5 hours", "1½ days", "3 days", "4 weeks"."""
    amount, unit = _amount(days)
    return _with_unit(amount, unit)


def between(lo: float, hi: float) -> str:
    """A stretch of time, its unit said once where one is enough: "1½ to 6 days", "14 hours to 5 days"."""
    (low, low_unit), (high, high_unit) = _amount(lo), _amount(hi)
    if low_unit == high_unit != "":
        return f"{low} to {_with_unit(high, high_unit)}"
    return f"{_with_unit(low, low_unit)} to {_with_unit(high, high_unit)}"


def duration_interval(estimate: Estimate) -> str:
    """The interval of a duration; without the unit where the median already names the same one."""
    units = {_amount(value)[1] for value in (estimate.lo, estimate.median, estimate.hi)}
    if len(units) == 1 and units != {""}:
        return f"{_amount(estimate.lo)[0]} to {_amount(estimate.hi)[0]}"
    return between(estimate.lo, estimate.hi)


def number_interval(estimate: Estimate, *, signed: bool = False) -> str:
    """The interval of a number of points: "0.2 to 0.8"."""
    return f"{number(estimate.lo, signed=signed)} to {number(estimate.hi, signed=signed)}"


def percent_interval(estimate: Estimate) -> str:
    """The interval of a share: "5 to 40 %"."""
    return f"{math.floor(estimate.lo * 100 + 0.5)} to {math.floor(estimate.hi * 100 + 0.5)}{SPACE}%"


def sure(level: float, interval: str) -> str:
    """An interval with the probability that is inside it: "80 % sure: 1½ to 6"."""
    return f"{percent(level)} sure: {interval}"


def of_ten(level: float) -> str:
    """A probability as a count where that is exact: "8 of 10"."""
    tenths = level * 10
    return f"{tenths:.0f} of 10" if abs(tenths - round(tenths)) < 1e-9 else f"{percent(level)} of"


def clamp(value: float) -> float:
    """A value inside the 0-10 scale: no one can answer outside it."""
    return min(max(value, 0.0), 10.0)


def _amount(days: float) -> tuple[str, str]:
    """The number and the unit of a duration; the unit is empty where the number says all."""
    if days * HOURS < 0.5:
        return "less than an hour", ""
    if days * HOURS < HOURS - 0.5:
        return f"{math.floor(days * HOURS + 0.5)}", "hour"
    if days < LAST_DAYS:
        return _halves(days), "day"
    if days <= YEAR:
        return _halves(days / 7), "week"
    return "more than a year", ""


def _halves(value: float) -> str:
    """A number to the next half below five, whole above."""
    if value >= 4.75:
        return f"{math.floor(value + 0.5)}"
    halves = math.floor(value * 2 + 0.5)
    return f"{halves // 2}{'½' if halves % 2 else ''}"


def _with_unit(amount: str, unit: str) -> str:
    if not unit:
        return amount
    return f"{amount}{SPACE}{unit}{'' if amount == '1' else 's'}"
