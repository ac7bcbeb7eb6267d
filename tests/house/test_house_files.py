"""Files keep to the house style that a reader can see from outside."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("unknot", "tests", "benchmarks", "examples", "docs")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
PACKAGES = [path for path in SOURCES if path.name == "__init__.py" and "unknot" in path.relative_to(ROOT).parts]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
MOST_LINES = 400
NOT_A_NAME = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _words(path: Path) -> set[str]:
    return {word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}


def test_no_file_is_too_long():
    lengths = {_shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_file_is_named_after_nothing():
    assert [_shown(path) for path in SOURCES if _words(path) & NOT_A_NAME] == []


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "unknot" / "py.typed").exists()


def test_every_folder_of_modules_is_a_package():
    folders = {path.parent for path in SOURCES if (ROOT / "unknot") in path.parents}
    assert [_shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", PACKAGES, ids=_shown)
def test_every_package_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_test_files_have_names_of_their_own():
    names = [path.name for path in SOURCES if path.name.startswith("test_")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_is_titled_and_says_what_was_decided(path):
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {path.stem[:4]} \S", text)
    assert "**Decision.**" in text
    assert "**Consequences.**" in text


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
