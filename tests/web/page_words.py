"""The words of a page that people read or hear, without what is marked as another language."""

from __future__ import annotations

import re
from html.parser import HTMLParser

HEARD = ("aria-label", "title", "placeholder", "alt")
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "use"}
SILENT = {"script", "style", "code"}
# Words that no German sentence holds.
ENGLISH = re.compile(
    r"\b(the|and|with|without|sessions?|pain|relief|your|clients?|therapist|this|that|of|from|have|been|nothing|diary|"
    r"save|next|days|weeks?|after|before|until|minutes|learned|looked)\b",
    re.IGNORECASE,
)
# Studies are cited by their authors, and the columns of a table have the same names in every language.
CITED = re.compile(r"\w+ and \w+ \d{4}")
COLUMNS = re.compile(r"Spalten: .*")


class Words(HTMLParser):
    """Collects what is read and what is heard."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language, self.said, self.marked, self._open = "", [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang", "")
        foreign = self._foreign() or (tag != "html" and "lang" in given)
        if tag not in EMPTY:
            self._open.append((tag, foreign))
        if not foreign:
            self.said += [
                value
                for name, value in given.items()
                if value and (name in HEARD or (name.startswith("data-") and " " in value))
            ]

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(tag in SILENT for tag, _foreign in self._open):
            (self.marked if self._foreign() else self.said).append(data)

    def _foreign(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    @property
    def english(self) -> list[str]:
        """What is English without being marked as such."""
        return [text.strip() for text in self.said if ENGLISH.search(CITED.sub("", COLUMNS.sub("", text)))]
