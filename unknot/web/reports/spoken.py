"""The report on paper in the language of the page: sentence by sentence, English where the catalogue has none."""

from __future__ import annotations

import re

from unknot.web.translation.said import plainly, translated

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?”]) (?=[A-Z“0-9])")


def spoken(text: str) -> str:
    """A text that may hold several sentences."""
    whole = translated(text)
    return " ".join(map(plainly, BETWEEN_SENTENCES.split(text))) if whole is None else whole
