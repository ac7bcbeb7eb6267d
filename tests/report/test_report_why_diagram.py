"""The diagram of the pain system: everything on it, from the equations and the evidence, without a list to keep."""

from __future__ import annotations

from dataclasses import replace

import pytest

from unknot.errors import FactError
from unknot.evidence.load import arrows
from unknot.evidence.schema.arrow import GRADES
from unknot.model.influence import Influence
from unknot.report.why.diagram import EITHER, LOWERS, RAISES, UNGRADED, diagram, lever_ways
from unknot.report.why.layout import SIZES, completed, read, shipped
from unknot.report.why.levers import levers
from unknot.report.why.snapshot import shipped_snapshot

SNAPSHOT, LAYOUT = shipped_snapshot(), shipped()
SHOWN = diagram()
WAYS = {(way.source, way.target): way for way in SHOWN.ways}


def test_every_state_has_a_place_that_was_laid_out_by_hand():
    assert [state for state in SNAPSHOT.states if LAYOUT.holder(state) is None] == []


def test_every_node_shows_a_state_of_the_model():
    for node in LAYOUT.nodes:
        assert any(node.shown_sign(state) for state in SNAPSHOT.states), node.name


def test_every_name_of_the_evidence_is_one_that_the_facts_use():
    used = {name for arrow in arrows().values() for name in (arrow.source, arrow.target)} | {"chronic_stress"}
    named = {term.removeprefix("-") for node in LAYOUT.nodes for term in node.evidence}
    named |= {term.removeprefix("-") for lever in levers() for term in lever.evidence}
    assert named <= used


def test_grades_are_those_of_the_best_arrow_behind_a_way():
    for way in SHOWN.ways:
        grades = [arrows()[name].grade for name in way.evidence]
        assert way.grade == (min(grades, key=GRADES.index) if grades else UNGRADED)


def test_the_popular_ways_are_told_but_not_in_the_model():
    for pair in (("tension", "pain"), ("cortisol", "pain"), ("oxytocin", "pain"), ("oxytocin", "trust")):
        assert WAYS[pair].grade == "speculative"
        assert not WAYS[pair].in_model


def test_signs_speak_of_what_a_node_is_called():
    # Low mood rises with pain in the equations; on the picture the node is called mood.
    assert WAYS["pain", "mood"].does == LOWERS
    assert WAYS["sleep", "pain"].does == LOWERS
    assert WAYS["anxiety", "pain"].does == RAISES
    assert WAYS["stress", "pain"].does == EITHER


def test_a_new_mechanism_appears_by_itself_away_from_the_others():
    new = Influence("heat.warmth", "perception.intensity", "pain", "-")
    wider = replace(SNAPSHOT, states=(*SNAPSHOT.states, "heat.warmth"), influences=(*SNAPSHOT.influences, new))
    found = diagram(wider)
    heat = found.layout.node("heat")
    assert heat.title == "Heat"
    assert next(way for way in found.ways if way.source == "heat").does == LOWERS
    for picture in SIZES:
        x, y = heat.places[picture]
        nearest = min((x - a) ** 2 + (y - b) ** 2 for a, b in (node.places[picture] for node in LAYOUT.nodes)) ** 0.5
        assert nearest > (60 if picture == "wide" else 40)


def test_a_layout_with_a_place_for_everything_stays_as_it_is():
    assert completed(LAYOUT, SNAPSHOT.states) == LAYOUT


def test_massage_touches_the_hormones_of_the_popular_story_as_unproven():
    massage = next(lever for lever in levers() if lever.name == "massage_60")
    touched = {way.target: way.grade for way in lever_ways(massage, LAYOUT)}
    assert {touched[name] for name in ("serotonin", "dopamine", "oxytocin", "cortisol", "opioids")} == {"speculative"}
    assert touched["anxiety"] == "established"


def test_a_mistyped_tone_is_refused():
    place = "wide = [0, 1], tall = [0, 1]"
    said = 'title = "A", doc = "", more = "", less = "", full = 1'
    node = f'name = "a", region = "brain", tone = "relif", {said}, {place}'
    text = f'regions = [{{ name = "brain", title = "Brain", {place} }}]\nnodes = [{{ {node} }}]'
    with pytest.raises(FactError, match="tone") as refused:
        read(text)
    assert "relief" in str(refused.value)
