"""Finding what the facts say about a term or a question: words are matched with words, nothing is learned."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from unknot.errors import FactError, nearest
from unknot.evidence import load

TITLED, NAMED, SAID = 4.0, 3.0, 1.0
"""How much a word counts in a fact's title, among what else people call it, and in its sentences."""

ENOUGH = 0.5
"""A hit is kept where it has this share of the best one's points."""

MOST = 8

TYPO = 0.8
"""How like a word of the facts an unknown word must be to be read as a slip of the pen."""

_RANK = {"claim": 0, "arrow": 1, "intervention": 2}
_EMPTY = frozenset((files("unknot.evidence") / "empty_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that answers, with its points; `kind` is "claim", "arrow" or "intervention"."""

    kind: str
    name: str
    title: str
    points: float


@dataclass(frozen=True, slots=True)
class Found:
    """The facts that answer a question.

    Attributes:
        hits: The best first; never empty.
        corrected: Words that no fact holds, with the word that was searched instead.
        unknown: Words that no fact holds and that resemble none.
    """

    hits: tuple[Hit, ...]
    corrected: Mapping[str, str]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    name: str
    title: str
    titled: frozenset[str]
    named: frozenset[str]
    said: frozenset[str]


def search(question: str) -> Found:
    r"""The facts about a term or a question in plain words.

    A word counts the more, the fewer facts hold it: $\ln(1 + N / n)$ where $n$ of $N$ facts do, three times
    that where it is among what people call the fact and four times in its title. Of equal ones a treatment that
    was named comes first, then claims before arrows before other treatments, then the more special one. The name
    of a claim or an arrow, as it stands in the files, finds it alone.

    Raises:
        FactError: If the question holds no word to search for, or nothing is known about any of its words.
    """
    named = _by_name(question.strip())
    if named is not None:
        return Found((named,), {}, ())
    asked = tuple(dict.fromkeys(word for word in words_in(question)))
    if not asked:
        raise FactError(
            "There is no word to search for.", given=repr(question), todo="Ask about a thing, such as 'cortisol'."
        )
    index, counts = _index(), _counts()
    corrected = {word: near for word in asked if word not in counts and (near := nearest(word, counts, TYPO))}
    unknown = tuple(word for word in asked if word not in counts and word not in corrected)
    words = [corrected.get(word, word) for word in asked if word not in unknown]
    if not words:
        raise FactError(
            "Nothing is known about this.",
            given=repr(question),
            todo="Ask about one thing in other words, or see the list of claims.",
        )
    weights = {word: math.log(1 + len(index) / counts[word]) for word in words}
    points = {entry: _points(entry, weights) for entry in index}
    ordered = sorted(index, key=lambda entry: (-points[entry], *_rank(entry, set(words))))
    hits = [Hit(entry.kind, entry.name, entry.title, points[entry]) for entry in ordered]
    return Found(tuple(hit for hit in hits if hit.points >= ENOUGH * hits[0].points)[:MOST], corrected, unknown)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that mean something, without their endings and marks."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return tuple(_stem(word) for word in re.findall(r"[a-z0-9]+", plain.lower()) if word not in _EMPTY)


def _stem(word: str) -> str:
    """A word without the ending of a plural or of a verb, so that "calms" and "calming" find "calm"."""
    for ending in ("ing", "ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word


def _points(entry: _Entry, weights: Mapping[str, float]) -> float:
    places = ((entry.titled, TITLED), (entry.named, NAMED), (entry.said, SAID))
    return sum(
        weight * next((counts for place, counts in places if word in place), 0.0) for word, weight in weights.items()
    )


def _rank(entry: _Entry, words: set[str]) -> tuple[int, int, str]:
    named_in_full = entry.kind == "intervention" and entry.titled <= words
    return -1 if named_in_full else _RANK[entry.kind], len(entry.named), entry.name


def _by_name(name: str) -> Hit | None:
    if name in load.claims():
        return Hit("claim", name, load.claim(name).title, math.inf)
    return Hit("arrow", name, load.arrow(name).title, math.inf) if name in load.arrows() else None


@cache
def _index() -> tuple[_Entry, ...]:
    entries = [
        _entry("claim", fact.name, fact.title, (*fact.words, fact.statement), (fact.stands, fact.falls))
        for fact in load.claims().values()
    ]
    entries += [
        _entry("arrow", fact.name, fact.title, fact.words, (fact.claim, fact.verdict))
        for fact in load.arrows().values()
    ]
    entries += [
        _entry("intervention", fact.name, fact.title, (), (fact.description,)) for fact in load.interventions().values()
    ]
    return tuple(entries)


def _entry(kind: str, name: str, title: str, words: Iterable[str], sentences: Iterable[str]) -> _Entry:
    titled = frozenset(words_in(title))
    named = frozenset(words_in(" ".join((name.replace("_", " "), *words)))) | titled
    return _Entry(kind, name, title, titled, named, frozenset(words_in(" ".join(sentences))) - named)


@cache
def _counts() -> Mapping[str, int]:
    return Counter(word for entry in _index() for word in entry.named | entry.said)
