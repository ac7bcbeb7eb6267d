"""The language of the report on paper: whoever prints it brings the translation along."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

LETTERED = re.compile(r"(?<=>)[^<>]*\w[^<>]*(?=</text>)")
"""What is written in a drawing."""
DRAWING = "svg"
BEGINS, ENDS = "\ue000", "\ue001"
"""What stands around a text that is left in English; the template takes both away and tags what is between them."""


def _as_it_stands(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language, and how something English is said in it.

    Attributes:
        language: Its code, such as "de" or "en-GB".
        say: Says one text; what it cannot say it gives back, `left_in_english`.
    """

    language: str = "en-GB"
    say: Callable[[str], str] = _as_it_stands

    def keeping(self, names: Set[str]) -> Tongue:
        """The same language, which leaves names that people have typed as they are."""
        return replace(self, say=lambda text: text if text in names else self.say(text))


BRITISH = Tongue()


def left_in_english(text: str) -> str:
    """A text on a page of another language, so that a screen reader is told to read it as English."""
    return f"{BEGINS}{text}{ENDS}"


def spoken(content: dict[str, Any], tongue: Tongue) -> dict[str, Any]:
    """The content of the pages with every text said in a language, also what is written in its drawings."""
    return {name: _each(name, part, tongue) for name, part in content.items()}


def _each(name: str, part: Any, tongue: Tongue) -> Any:
    if isinstance(part, dict):
        return spoken(part, tongue)
    if isinstance(part, list):
        return [_each(name, item, tongue) for item in part]
    if not isinstance(part, str):
        return part
    if name == DRAWING:
        return LETTERED.sub(lambda found: escape(_unmarked(tongue.say(unescape(found[0])))), part)
    return tongue.say(part)


def _unmarked(text: str) -> str:
    """A drawing has no place to say in what language its lettering is."""
    return text.removeprefix(BEGINS).removesuffix(ENDS)
