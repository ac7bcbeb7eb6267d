"""The page on security names tests that exist, and every requirement of the first level."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(test_\w+)\.py::(test_\w+)`")
# How many requirements of level 1 each chapter of ASVS 5.0.0 has; 70 in all.
LEVEL_1 = {1: 8, 2: 4, 3: 8, 4: 2, 5: 4, 6: 13, 7: 6, 8: 4, 9: 4, 10: 5, 11: 3, 12: 3, 13: 1, 14: 2, 15: 3}


def test_every_test_that_the_page_names_is_there():
    files = {path.stem: path for path in (ROOT / "tests").rglob("test_*.py")}
    named = NAMED.findall(PAGE)
    assert len(named) > 20
    missing = [f"{file}::{test}" for file, test in named if file not in files or test not in _tests(files[file])]
    assert missing == []


def _tests(path: Path) -> set[str]:
    return {
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    }


def test_every_requirement_of_the_first_level_is_answered_once():
    section = PAGE.split("### Level 1")[1].split("### Level 2")[0]
    answered = [tuple(map(int, found)) for found in re.findall(r"^\| (\d+)\.(\d+)\.(\d+) \|", section, re.MULTILINE)]
    assert len(answered) == len(set(answered)) == sum(LEVEL_1.values()) == 70
    assert Counter(chapter for chapter, _, _ in answered) == LEVEL_1


def test_the_page_counts_its_own_verdicts_right():
    section = PAGE.split("### Level 1")[1].split("### Level 2")[0]
    verdicts = Counter(re.findall(r"^\| \d+\.\d+\.\d+ \| (\w+)", section, re.MULTILINE))
    for verdict, count in verdicts.items():
        assert f"{count} {verdict}" in section, (verdict, count)
