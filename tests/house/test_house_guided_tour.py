"""The guided tour shows every picture that its script takes, and stays light."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 130_000
# A picture, on average: each is shown on one page with all the others.


def _steps() -> list[str]:
    """The names in `STEPS`, read without starting a browser."""
    tree = ast.parse((ROOT / "examples" / "app_tour.py").read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "STEPS"]
    assert isinstance(found[0].value, ast.Tuple)
    return [ast.unparse(name) for name in found[0].value.elts]


def test_the_tour_shows_every_step_in_its_order_and_says_what_is_to_be_seen():
    shown = re.findall(r"^!\[(.+)\]\(pictures/app_(\w+)\.png\)$", _tour(), re.MULTILINE)
    assert [name for _said, name in shown] == _steps()
    assert all(len(said) > 20 for said, _name in shown)


def test_every_picture_is_there_and_all_of_them_are_light():
    sizes = [(PICTURES / f"app_{name}.png").stat().st_size for name in _steps()]
    assert 0 < sum(sizes) < MOST_BYTES * len(sizes)


def _tour() -> str:
    return (ROOT / "docs" / "guided-tour.md").read_text(encoding="utf-8")
