"""What the science says, in the language of the page.

Facts and sentences of the floors below are English, and many are kept in the database as they were made. A text is
looked up in the catalogue as it stands; else by its pattern ("The chance is {p}." in `patterns.py`), with what stands
in the gaps looked up in turn. What the catalogue cannot say stays English and is marked as such.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.translation import get_language

from unknot.web.translation.catalogue import catalogue_of
from unknot.web.translation.patterns import CONTEXT

ENGLISH = "en"
GAP = re.compile(r"\{([a-z]+)(\d*)\}")
NUMBER = re.compile(r"[+−±]?(\d+|\d[\d ]*\d)(\.\d+)?½?( ?%)?|\d{4}-\d{2}-\d{2}")
KEPT, COUNTED = "kept", "n"
"""A gap of the first kind holds what no language changes, such as a name; one of the second kind a number."""
LONGEST, SHORTEST_SENTENCE = 3000, 12
"""No text of the science is longer; no whole sentence is shorter."""
MOST_LOOKS = 5000
"""A text that fits is found within some hundred looks into the catalogue; one that does not is given up here."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: the English between its gaps, the kinds and names of the gaps, and the translation.

    Attributes:
        between: The English before, between and after the gaps; one more than there are gaps.
        gaps: The name of each gap.
        kinds: What may stand in each gap.
        says: The translation, with the same gaps.
    """

    between: tuple[str, ...]
    gaps: tuple[str, ...]
    kinds: tuple[str, ...]
    says: str

    @classmethod
    def of(cls, english: str, says: str) -> Pattern:
        """Read one."""
        found = list(GAP.finditer(english))
        ends = [0, *(match.end() for match in found)]
        starts = [*(match.start() for match in found), len(english)]
        return cls(
            tuple(english[end:start] for end, start in zip(ends, starts, strict=True)),
            tuple(f"{match[1]}{match[2]}" for match in found),
            tuple(match[1] for match in found),
            says,
        )


class GivenUpError(Exception):
    """A text took too many looks."""


class Speaker:
    """One language: its catalogue, and how numbers are written in it."""

    def __init__(self, language: str) -> None:
        """Read the catalogue, where there is one."""
        import polib

        self.language = language
        path = catalogue_of(language)
        entries = polib.pofile(str(path)).translated_entries() if path.exists() else []
        sentences = {entry.msgid: entry.msgstr for entry in entries if entry.msgctxt == CONTEXT}
        others = {entry.msgid: entry.msgstr for entry in entries if not entry.msgctxt and not entry.msgid_plural}
        self._with_gaps = {english: says for english, says in sentences.items() if GAP.search(english)}
        self.texts: Mapping[str, str] = {_even(english): says for english, says in (others | sentences).items()}
        self.part = lru_cache(maxsize=8000)(self._said)
        self.said = lru_cache(maxsize=4000)(self._whole)
        # Each thread looks for itself: two pages at once share no bound.
        self._at = threading.local()

    @cached_property
    def patterns(self) -> Sequence[Pattern]:
        """The patterns, those with the most English of their own first."""
        found = [Pattern.of(english, says) for english, says in self._with_gaps.items()]
        return sorted(found, key=lambda pattern: -sum(map(len, pattern.between)))

    @cached_property
    def point(self) -> str:
        """What stands before decimals."""
        return str(get_format("DECIMAL_SEPARATOR", self.language))

    def _whole(self, text: str) -> str | None:
        """A text in this language, or None."""
        self._at.looks = 0
        try:
            return self.part(text)
        except GivenUpError:
            return None

    def _said(self, text: str) -> str | None:
        """A text or a part of one in this language, or None."""
        if NUMBER.fullmatch(text):
            return self._number(text)
        for begun, mend in ((text, str), (_lower(text), _upper), (_upper(text), str)):
            found = self.texts.get(begun) or self._after_known(begun) or next(self._by_pattern(begun), None)
            if found is not None:
                return mend(found)
        if text.endswith((".", "!", "?")) or len(text) < SHORTEST_SENTENCE:
            return None
        # A sentence inside another has lost its end.
        whole = self.part(f"{text}.")
        return whole.removesuffix(".") if whole is not None else None

    def _after_known(self, text: str) -> str | None:
        """A text that begins with one that stands in the catalogue as it is."""
        for end in (match.end() for match in re.finditer(r"\.(?= )", text)):
            if (begun := self.texts.get(text[:end])) is not None and (rest := self.part(text[end + 1 :])) is not None:
                return f"{begun} {rest}"
        return None

    def _number(self, text: str) -> str:
        return text if "-" in text else text.replace(".", self.point)

    def _by_pattern(self, text: str) -> Iterator[str]:
        for pattern in self.patterns:
            first, last = pattern.between[0], pattern.between[-1]
            if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
                continue
            for values in self._filled(pattern, text, len(first), 0):
                yield pattern.says.format(**dict(zip(pattern.gaps, values, strict=True)))

    def _filled(self, pattern: Pattern, text: str, start: int, place: int) -> Iterator[tuple[str, ...]]:
        """Every way in which the gaps from `place` on can be filled with what can be said."""
        if place == len(pattern.gaps):
            if start == len(text):
                yield ()
            return
        after = pattern.between[place + 1]
        is_last = place + 1 == len(pattern.gaps)
        end = len(text) - len(after) if is_last else text.find(after, start + 1)
        while end > start:
            value = self._value(pattern.kinds[place], text[start:end])
            if value is not None:
                for rest in self._filled(pattern, text, end + len(after), place + 1):
                    yield (value, *rest)
            end = -1 if is_last else text.find(after, end + 1)

    def _value(self, kind: str, text: str) -> str | None:
        self._at.looks = getattr(self._at, "looks", 0) + 1
        if self._at.looks > MOST_LOOKS:
            raise GivenUpError
        if kind == KEPT:
            return text
        if kind == COUNTED:
            return self._number(text) if NUMBER.fullmatch(text) else None
        return self.part(text)


def translated(text: str) -> str | None:
    """A text of the science in the language of the page, or None where the catalogue cannot say it."""
    language = get_language() or ENGLISH
    if language.startswith(ENGLISH) or not text:
        return text
    even = _even(text)
    return _tied(found) if len(even) <= LONGEST and (found := _speaker(language).said(even)) is not None else None


def said(text: str) -> str:
    """The same as HTML: what the catalogue cannot say is marked as English."""
    found = translated(str(text))
    return format_html('<span lang="{}">{}</span>', ENGLISH, text) if found is None else found


def plainly(text: str) -> str:
    """The same as plain text, for places that hold no HTML: English where the catalogue cannot say it."""
    found = translated(str(text))
    return text if found is None else found


def forget_said() -> None:
    """Forget every text that was said: after erasing, nothing about a client stays in memory."""
    _speaker.cache_clear()


@cache
def _speaker(language: str) -> Speaker:
    return Speaker(language)


def _even(text: str) -> str:
    """A text with plain spaces, so that nobody has to type the unbreakable ones into a catalogue."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def _tied(text: str) -> str:
    """A text whose numbers are not parted from what they count."""
    return re.sub(r"(?<=\d) (?=[%\w])", "\N{NO-BREAK SPACE}", text)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
