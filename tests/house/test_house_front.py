"""The front door: `import unknot` is light, and offers every public name when it is first used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import unknot

HEAVY = ("jax", "jaxlib", "equinox", "numpy", "scipy", "altair", "vl_convert", "rich", "typer", "jinja2")


def _loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_the_front_loads_nothing_heavy():
    assert _loaded_by("import unknot; dir(unknot); unknot.__version__").isdisjoint(HEAVY)


def test_reading_tables_needs_no_numerics():
    assert _loaded_by("import unknot; unknot.read_records; unknot.Record").isdisjoint(HEAVY)


def test_the_terminal_loads_nothing_that_draws_charts_or_pages():
    loaded = _loaded_by("import unknot.report.terminal")
    assert loaded.isdisjoint({"jax", "altair", "vl_convert", "jinja2"})
    assert "rich" in loaded


@pytest.mark.parametrize("name", [name for name in unknot.__all__ if name != "__version__"])
def test_public_names_are_there_when_used(name):
    found = getattr(unknot, name)
    assert found.__name__ == name
    assert found.__doc__


def test_dir_lists_the_public_names():
    assert dir(unknot) == sorted(unknot.__all__)
    assert {"fit", "answer", "read_records", "Record", "__version__"} <= set(dir(unknot))


def test_every_public_name_has_a_home():
    assert set(unknot.__all__) == {"__version__", *unknot._HOME}


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'unknot' has no attribute 'fitt'"):
        unknot.fitt  # noqa: B018 - the access is the test
