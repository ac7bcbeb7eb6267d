"""The map of the model: everything on it, nothing on top of anything else, and grades that exist."""

from __future__ import annotations

import json
import re
from io import StringIO
from xml.etree import ElementTree

import pytest
from rich.console import Console

from unknot.evidence.load import arrows
from unknot.model.whole import whole_model
from unknot.model.wiring import links
from unknot.report.model_evidence import ARROWS
from unknot.report.model_map import draw
from unknot.report.model_terminal import render, to_json

MODEL = whole_model(("massage",))
LINKS = links(MODEL)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    return ElementTree.fromstring(draw(MODEL))


def test_every_mechanism_is_on_the_map(drawn):
    texts = {text.text for text in drawn.iter(f"{SVG}text")}
    assert {one.name.replace("_", " ") for one in MODEL.mechanisms} <= texts


def test_no_boxes_lie_on_each_other(drawn):
    boxes = [
        [float(box.get(key)) for key in ("x", "y", "width", "height")]
        for box in drawn.iter(f"{SVG}rect")
        if box.get("x")
    ]
    for place, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, other_width, other_height in boxes[:place]:
            apart = x >= other_x + other_width or other_x >= x + width
            assert apart or y >= other_y + other_height or other_y >= y + height


def test_the_map_is_the_same_every_time():
    assert draw(MODEL) == draw(whole_model(("massage",)))


def test_what_is_switched_off_is_not_on_the_map():
    assert "opioid" not in re.findall(r">([a-z ]+)</text>", draw(whole_model(without=("opioid",))))


def test_speculative_ways_have_no_weight():
    idle = {(one.source, one.input) for one in LINKS if one.idle}
    assert {("tension", "pain"), ("neuromodulators", "trust")} <= idle
    assert ("nociception", "pain") not in idle


def test_every_graded_arrow_is_a_link_of_the_model_and_a_fact():
    there = {(one.source, one.input, one.target) for one in LINKS}
    assert set(ARROWS) <= there
    assert set(ARROWS.values()) <= set(arrows())


def test_the_json_holds_every_parameter_and_both_ends_of_every_link():
    found = {one["name"]: one for one in json.loads(to_json(MODEL, MODEL.mechanisms))}
    names = {f"{name}.{key}" for name, one in found.items() for key in one["parameters"]}
    assert names == set(MODEL.parameters())
    assert sum(len(one["feeds"]) for one in found.values()) == len(LINKS)
    assert sum(len(one["fed_by"]) for one in found.values()) == len(LINKS)


def test_the_terminal_prints_states_inputs_parameters_and_arrows():
    console = Console(record=True, width=140, file=StringIO())
    opioid = next(one for one in MODEL.mechanisms if one.name == "opioid")
    render(MODEL, [opioid], console)
    text = console.export_text()
    for said in ("opioid", "tone", "opioid_block", "strength", "expectation → opioid", "plausible"):
        assert said in text
