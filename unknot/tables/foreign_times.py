"""What a time that is not ISO 8601 probably meant, so that its refusal can offer how to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_DATE = re.compile(
    r"(?P<first>\d{1,4})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<third>\d{4}|\d{1,2})(?!\d)(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_TIME = re.compile(r"[\sT,]*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?\s*(?P<half>[ap]\.?m\.?)?", re.I)
# Spreadsheets count days from here.
_SPREADSHEET_ORIGIN = date(1899, 12, 30)


def as_iso(text: str) -> str:
    """A sentence with the ISO form of a date written another way, or "" where it cannot be told."""
    match = _DATE.match(text)
    if match is None:
        return ""
    time = _time_of_day(match["rest"])
    readings = list(dict.fromkeys(f"{reading.isoformat()}{time}" for reading in _readings(match)))
    return f"Write {' or '.join(readings)}{', whichever is meant' if len(readings) > 1 else ''}." if readings else ""


def from_day_count(text: str) -> str:
    """A sentence with the ISO form of a number that is a date without hyphens or a spreadsheet's, or ""."""
    if re.fullmatch(r"(19|20)\d{6}", text):
        day = _date(int(text[:4]), int(text[4:6]), int(text[6:]))
        return f"Write {day.isoformat()}." if day else ""
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        day = _SPREADSHEET_ORIGIN + timedelta(days=int(text[:5]))
        return f"It looks like a spreadsheet's number for {day.isoformat()}; format the column as a date."
    return ""


def _readings(match: re.Match[str]) -> Iterator[date]:
    first, second, third = (int(match[part]) for part in ("first", "second", "third"))
    if len(match["first"]) == 4:
        orders = [(first, second, third)]
    elif len(match["third"]) < 4:
        return
    elif match["mark"] == "/":
        orders = [(third, first, second), (third, second, first)]
    else:  # dots and hyphens are written where the day comes first
        orders = [(third, second, first)]
    for order in orders:
        day = _date(*order)
        if day:
            yield day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time_of_day(text: str) -> str:
    match = _TIME.match(text)
    if match is None:
        return ""
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return f"T{hour:02d}:{match['minute']}"
