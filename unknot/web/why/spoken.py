"""The living picture in the language of the page: what is written on it, and what is told when it moves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any

from unknot.web.translation.said import plainly

WRITTEN = re.compile(r'(?<=>)[^<>]*\w[^<>]*(?=</(?:text|title)>)|(?<=aria-label=")[^"]+')
TOLD = ("moments", "told", "estimate")


def picture_said(picture: str) -> str:
    """The picture with its labels, titles and names for screen readers."""
    return WRITTEN.sub(lambda found: escape(plainly(unescape(found[0]))), picture)


def moves_said(moving: str) -> str:
    """The JSON of what moves, with every sentence that is shown."""
    return json.dumps(_each(json.loads(moving), plainly), ensure_ascii=False, separators=(",", ":"))


def _each(part: Any, say: Callable[[str], str], *, is_told: bool = False) -> Any:
    if isinstance(part, dict):
        return {name: _each(value, say, is_told=name in TOLD) for name, value in part.items()}
    if isinstance(part, list):
        return [_each(value, say, is_told=is_told) for value in part]
    return say(part) if is_told and isinstance(part, str) else part
