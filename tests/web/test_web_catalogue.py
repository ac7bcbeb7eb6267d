"""The catalogues of other languages are complete, say the same, and are up to date with the code and the facts."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from unknot.web.translation.catalogue import catalogue_of, compile_translations, languages
from unknot.web.translation.in_code import messages_in_code
from unknot.web.translation.kept_up import kept_up, messages
from unknot.web.translation.patterns import CONTEXT, patterns

HERE = Path(__file__).parents[2] / "unknot"
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+>")
LONG_ENOUGH, SHORTEST = 12, 4
MARK = "\x00"


@pytest.fixture(scope="module", params=languages())
def catalogue(request) -> polib.POFile:
    """One catalogue."""
    return polib.pofile(str(catalogue_of(request.param)))


def _says(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_language_that_can_be_chosen_has_one():
    chosen = {code for code, _name in settings.LANGUAGES if not code.startswith("en")}
    assert chosen == set(languages())


def test_nothing_is_untranslated_or_in_doubt(catalogue):
    assert [entry.msgid for entry in catalogue if not all(_says(entry))] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []
    assert catalogue.obsolete_entries() == []


def test_it_holds_what_code_and_facts_say_today_and_nothing_else(catalogue):
    held = {(entry.msgctxt or "", entry.msgid): entry.msgid_plural for entry in catalogue}
    wanted = {key: message.plural for key, message in messages().items()}
    missing, gone = set(wanted) - set(held), set(held) - set(wanted)
    todo = "run: python -m unknot.web.translation LANGUAGE"
    assert (missing, gone) == (set(), set()), todo
    assert held == wanted


def test_translations_have_the_gaps_and_tags_of_the_english(catalogue):
    wrong = []
    for entry in catalogue:
        wanted = [sorted(GAP.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)]
        found = [sorted(GAP.findall(text)) for text in _says(entry)]
        if any(gaps not in wanted for gaps in found):
            wrong.append((entry.msgid, _says(entry)))
    assert wrong == []


def test_translations_begin_and_end_as_the_english_does(catalogue):
    def ends(text: str) -> tuple[bool, bool, bool]:
        return text[:1].isspace(), text[-1:].isspace(), text.endswith((".", "!"))

    wrong = [
        (entry.msgid, says)
        for entry in catalogue
        for says in _says(entry)
        if entry.msgctxt != "date format" and ends(says) != ends(entry.msgid)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", languages())
def test_refreshing_it_changes_nothing(language):
    path = catalogue_of(language)
    assert str(kept_up(path)).strip() == path.read_text(encoding="utf-8").strip()


def test_a_language_begins_with_everything_untranslated(tmp_path):
    begun = kept_up(tmp_path / "fr.po")
    assert begun.metadata["Language"] == "fr"
    assert len(begun.untranslated_entries()) == len(begun) == len(messages())


def test_texts_are_found_where_gettext_is_called(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "one.py").write_text(
        'said = ngettext("a" "b", "%(n)s c", 2), pgettext("of it", "d"), _(name), f("e")\n'
    )
    (tmp_path / "templates" / "two.html").write_text(
        "{% translate 'it is (so)' %}{% blocktranslate count n=2 %}one{% plural %}{{ n }}{% endblocktranslate %}"
        '{% translate "x" context "y" %}{% include "z" with t=_("w") %}'
    )
    found = {(message.context, message.text, message.plural) for message in messages_in_code(tmp_path).values()}
    assert found == {
        ("", "ab", "%(n)s c"),
        ("of it", "d", ""),
        ("", "it is (so)", ""),
        ("", "one", "%(n)s"),
        ("y", "x", ""),
        ("", "w", ""),
    }


def test_every_pattern_is_still_said_somewhere():
    said = "\n".join(_words(HERE.rglob("*.py")) + _facts(HERE.rglob("*.toml"))).lower()
    parts = [part.strip(" “”'?.,:").lower() for _about, pattern in patterns() for part in GAP.split(pattern)]
    assert [part for part in parts if len(part) >= LONG_ENOUGH and not _is_said(part, said)] == []


def _is_said(part: str, said: str) -> bool:
    """Whether a part of a pattern stands somewhere, or is put together of pieces that do."""
    while part and part not in said:
        piece = next((part[:end] for end in range(len(part) - 1, SHORTEST - 1, -1) if part[:end] in said), "")
        if not piece:
            return False
        part = part.removeprefix(piece)
    return True


def _words(paths) -> list[str]:
    """Every string of some files; an f-string with a mark where its values stand."""
    found = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.append("".join(part.value if isinstance(part, ast.Constant) else MARK for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return found


def _facts(paths) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def test_it_is_compiled_once_and_anew_when_it_is_another(tmp_path):
    compile_translations(tmp_path)
    (made,) = tmp_path.glob("de/LC_MESSAGES/*.mo")
    first = made.stat()
    compile_translations(tmp_path)
    assert made.stat().st_ino == first.st_ino
    assert made.stat().st_mtime_ns == first.st_mtime_ns
    # An update may bring a file that is older than what was compiled before.
    os.utime(made, ns=(first.st_mtime_ns + 10**9,) * 2)
    made.write_bytes(b"")
    compile_translations(tmp_path)
    assert made.stat().st_size > 0


def test_patterns_are_told_from_texts():
    assert {key for key in messages() if key[0] == CONTEXT} == {(CONTEXT, pattern) for _about, pattern in patterns()}
