"""A file of a later version is told from other files."""

from __future__ import annotations

import pytest

from unknot.tables.format_version import is_newer


@pytest.mark.parametrize(
    ("said", "newer"),
    [
        ("unknot-thing/3", True),
        ("unknot-thing/10", True),
        ("unknot-thing/2", False),
        ("unknot-thing/1", False),
        ("unknot-other/3", False),
        ("unknot-thing/", False),
        ("unknot-thing/next", False),
        ("unknot-thing/" + "9" * 5000, False),
        ("", False),
    ],
)
def test_only_a_higher_number_of_the_same_kind_is_newer(said, newer):
    assert is_newer(said, "unknot-thing/2") is newer
