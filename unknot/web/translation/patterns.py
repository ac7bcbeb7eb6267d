"""The sentences of the science as patterns, in `patterns.txt`: one a line, under headings.

What stands in a gap is looked up in turn (see `said.py`): `{n}` and `{n1}` hold a number, `{kept}` what no language
changes, and every other gap something else that can be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CONTEXT = "sentence"
"""What tells a pattern from a text in the catalogue."""
FILE = Path(__file__).with_name("patterns.txt")


def patterns() -> Iterator[tuple[str, str]]:
    """What each pattern is about, and the pattern."""
    about = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            about = line.removeprefix("# ")
        elif line:
            yield about, line
