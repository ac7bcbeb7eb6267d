"""States over time: what is drawn, and the table beside it."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from unknot.errors import ModelError
from unknot.records import Dose
from unknot.report.chart_states import Line, Panel, specification
from unknot.report.states_page import drawing, follow, table

NAMES = ["perception.intensity", "relief_massage.settling"]


@pytest.fixture(scope="module")
def followed():
    return follow([Dose(2.5, "massage", 60.0)], NAMES, 5.0, seed=1)


def test_a_session_fills_its_store_and_nothing_else_does(followed):
    given, without = followed
    assert np.all(without.values[NAMES[1]] == 0)
    assert np.all(given.values[NAMES[1]][:, given.times < 2.5] == 0)
    assert np.median(given.values[NAMES[1]][:, -1]) > 0


def test_before_the_session_both_regimens_are_the_same_people_with_the_same_noise(followed):
    given, without = followed
    before = given.times < 2.5
    np.testing.assert_allclose(given.values[NAMES[0]][:, before], without.values[NAMES[0]][:, before])


def test_the_table_holds_what_is_drawn(followed):
    rows = list(csv.DictReader(io.StringIO(table(*followed, NAMES))))
    assert {row["name"] for row in rows} == set(NAMES)
    assert {row["doses"] for row in rows} == {"with", "without"}
    assert len(rows) == 4 * len(followed[0].times)
    assert all(float(row["quantile_0.1"]) <= float(row["quantile_0.5"]) <= float(row["quantile_0.9"]) for row in rows)


def test_the_drawing_names_every_panel_and_line(followed):
    svg = drawing(*followed, NAMES, ["pain [nrs]", "settling [nrs]"])
    assert all(text in svg for text in ("pain [nrs]", "settling [nrs]", "with doses", "without"))


def test_a_state_that_does_not_exist_is_refused_with_the_nearest_name():
    with pytest.raises(ModelError, match=r"perception\.intensity"):
        follow([], ["perception.intensty"], 2.0, seed=0)


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other():
    days = np.linspace(0, 10, 5)
    lines = tuple(Line(f"line {place}", days, np.full((3, 5), 4 + place / 100)) for place in range(3))
    spec = specification([Panel("close", lines, domain=(0.0, 10.0))])
    ends = [
        layer["data"]["values"][0]["middle"]
        for layer in spec["vconcat"][0]["layer"]
        if "label" in layer["data"]["values"][0] and "middle" in layer["data"]["values"][0]
    ]
    heights = sorted(set(ends))
    assert len(heights) == 3
    assert min(np.diff(heights)) >= 1.0
