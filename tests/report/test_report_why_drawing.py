"""The picture: calm lines, nothing through a node, the same every time, and nothing that a strict policy forbids."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from unknot.report.why.diagram import diagram
from unknot.report.why.drawing import HALO, TALL_SHRINK, draw, halo_radius, shipped_picture
from unknot.report.why.layout import SIZES, shipped
from unknot.report.why.routing import Disc, routed

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = tuple(SIZES)
SHOWN = diagram()


@pytest.fixture(scope="module", params=PICTURES)
def drawn(request):
    return request.param, ElementTree.fromstring(shipped_picture(request.param))


def _along(path: str) -> np.ndarray:
    numbers = np.array([float(one) for one in re.findall(r"-?[\d.]+", path)]).reshape(3, 2)
    t = np.linspace(0, 1, 101)[:, None]
    return (1 - t) ** 2 * numbers[0] + 2 * t * (1 - t) * numbers[1] + t**2 * numbers[2]


def test_every_node_and_every_way_is_on_it(drawn):
    _, svg = drawn
    nodes = {one.get("data-node") for one in svg.iter(f"{SVG}a")}
    ways = {one.get("data-way") for one in svg.iter(f"{SVG}g") if one.get("data-way")}
    assert nodes == {node.name for node in SHOWN.layout.nodes}
    assert ways == {way.name for way in SHOWN.ways}


def test_no_line_runs_through_a_node_that_it_does_not_join(drawn):
    picture, svg = drawn
    shrink = TALL_SHRINK if picture == "tall" else 1.0
    for way in (one for one in svg.iter(f"{SVG}g") if one.get("data-way")):
        line = _along(next(one for one in way.iter(f"{SVG}path") if one.get("class") == "why-line").get("d"))
        for node in SHOWN.layout.nodes:
            if node.name not in (way.get("data-source"), way.get("data-target")):
                nearest = np.hypot(*(line - np.array(node.places[picture])).T).min()
                assert nearest > node.radius * shrink, (way.get("data-way"), node.name)


def test_nodes_do_not_touch_each_other_even_at_their_largest():
    for picture, reach in (("wide", HALO / 2), ("tall", 4.0)):
        nodes = shipped().nodes
        for place, one in enumerate(nodes):
            for other in nodes[:place]:
                gap = np.hypot(*np.subtract(one.places[picture], other.places[picture]))
                shrink = TALL_SHRINK if picture == "tall" else 1.0
                assert gap > (one.radius + other.radius) * shrink + 2 * reach, (picture, one.name, other.name)


def test_everything_lies_within_the_picture(drawn):
    picture, svg = drawn
    width, height = SIZES[picture]
    for path in (one for one in svg.iter(f"{SVG}path") if one.get("class") == "why-line"):
        line = _along(path.get("d"))
        assert (line > 0).all()
        assert (line < np.array([width, height])).all()


def test_a_strict_policy_has_nothing_to_forbid(drawn):
    text = shipped_picture(drawn[0])
    assert "<style" not in text
    assert not re.search(r"\s(style|on\w+)=", text)


def test_the_file_of_its_own_brings_its_styles():
    assert "<style>" in shipped_picture("wide", standalone=True)


def test_a_picture_is_the_same_every_time():
    again = [draw(SHOWN, {"pain": 5.0}, "wide") for _ in range(2)]
    assert again[0] == again[1]


def test_a_halo_grows_with_activity_up_to_a_limit():
    node = shipped().node("pain")
    sizes = [halo_radius(node, level, node.radius) for level in (-1.0, 0.0, 2.5, 10.0, 99.0)]
    assert sizes[0] == sizes[1] == node.radius
    assert sizes[1] < sizes[2] < sizes[3] == sizes[4] == node.radius + HALO
    # Area, not width, follows activity: a quarter of the activity is half of the width.
    assert sizes[2] == node.radius + HALO / 2


def test_a_line_bends_around_what_stands_in_its_way():
    ends = {"a": Disc(0.0, 100.0, 10.0, 0.0), "b": Disc(300.0, 100.0, 10.0, 0.0)}
    free = routed([("a", "b")], {**ends, "far": Disc(150.0, 190.0, 10.0, 0.0)}, (310.0, 200.0))[0]
    bent = routed([("a", "b")], {**ends, "amid": Disc(150.0, 100.0, 10.0, 0.0)}, (310.0, 200.0))[0]
    assert np.ptp(free.points[:, 1]) == pytest.approx(0.0, abs=1e-6)
    line = bent.at(np.linspace(0, 1, 50))
    assert np.hypot(*(line - np.array([150.0, 100.0])).T).min() > 10.0
