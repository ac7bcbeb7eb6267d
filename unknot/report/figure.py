"""A chart on a page, with the sentence that says the same and the table that says it exactly."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from unknot.report.tables import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the sentence that says the same and the table that says it exactly.

    Attributes:
        name: Its id on the page.
        sentence: What it shows, in words.
        table: Its table twin.
        svg: The drawing.
        narrow: The drawing for a phone, where one size does not fit both.
        note: How to read it; empty where the sentence says all.
    """

    name: str
    sentence: str
    table: Table
    svg: Markup
    narrow: Markup | None = None
    note: str = ""
