"""Flesch's reading ease: 60 to 70 is plain English, an ordinary newspaper; higher is easier.

206.835 - 1.015 words a sentence - 84.6 syllables a word (Flesch 1948). As Flesch did, colons and
semicolons end a unit of thought like full stops do; syllables are counted by groups of vowels.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?:;](?:\s|$)")


def reading_ease(text: str) -> float:
    """Flesch's reading ease of a text."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    words = re.findall(r"[A-Za-z]+", plain)
    sentences = max(len([part for part in _SENTENCE.split(plain) if part.strip()]), 1)
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(_syllables, words)) / len(words)


def _syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and len(groups) > 1
    return max(len(groups) - silent, 1)
