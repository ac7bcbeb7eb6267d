"""The report on paper in the language of the page: sentence by sentence, English where the catalogue has none."""

from __future__ import annotations

import re

from unknot.web.science_of_paper import left_in_english
from unknot.web.translation.said import translated

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?”]) (?=[A-Z“0-9])")
WORD = re.compile(r"[^\W\d_]{2}")


def spoken(text: str) -> str:
    """A text that may hold several sentences."""
    whole = translated(text)
    return " ".join(map(_sentence, BETWEEN_SENTENCES.split(text))) if whole is None else whole


def _sentence(text: str) -> str:
    found = translated(text)
    if found is not None:
        return found
    return left_in_english(text) if WORD.search(text) else text
