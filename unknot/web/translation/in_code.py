"""What the code says to people: every text that stands in a gettext call, in Python and in templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1]
ONE = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
IN_TEMPLATE = re.compile(r"(?<![\w.])(?:_|[np]?gettext)\((?=u?[\"'])")


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate.

    Attributes:
        text: The English.
        plural: The English for several, or nothing.
        context: What tells it from the same text elsewhere, or nothing.
        place: The file it was found in, seen from `unknot/web`.
    """

    text: str
    plural: str = ""
    context: str = ""
    place: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is looked up by."""
        return self.context, self.text


def messages_in_code(folder: Path = FOLDER) -> dict[tuple[str, str], Message]:
    """Every text by its key, at the first place where it stands."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted(folder.rglob("*.py")) + sorted(folder.rglob("templates/**/*.*")):
        place = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        for message in _calls(text if path.suffix == ".py" else _as_python(text), place):
            found.setdefault(message.key, message)
    return found


def _calls(source: str, place: str) -> Iterator[Message]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in ONE and len(texts) == 1:
            yield Message(texts[0], place=place)
        elif name in PLURAL and len(texts) == 2:
            yield Message(texts[0], plural=texts[1], place=place)
        elif name in WITH_CONTEXT and len(texts) == 2:
            yield Message(texts[1], context=texts[0], place=place)


def _as_python(template: str) -> str:
    """The gettext calls of a template as Python, by Django's own reading of it."""
    from django.utils.translation.template import templatize

    read = templatize(template)
    return "\n".join(_call_at(read, match) for match in IN_TEMPLATE.finditer(read))


def _call_at(read: str, match: re.Match[str]) -> str:
    """One whole call: up to the first closing bracket that makes it one."""
    end = match.end()
    while True:
        end = read.index(")", end) + 1
        try:
            ast.parse(call := read[match.start() : end].replace("\n", "\\n"))
        except SyntaxError:
            continue
        return call
