"""Influences: what the slopes of the equations say about who moves whom, and which way."""

from __future__ import annotations

import pytest

from unknot.model.influence import influences
from unknot.model.whole import whole_model
from unknot.model.wiring import links

MODEL = whole_model(("massage",))
FOUND = influences(MODEL)
SIGNS = {(one.source, one.target): one.sign for one in FOUND}


@pytest.mark.parametrize(
    ("source", "target", "sign"),
    [
        ("gate.closed", "perception.intensity", "-"),
        ("sensitisation.fast", "perception.intensity", "+"),
        ("expectation.relief", "perception.intensity", "-"),
        ("sleep.quality", "perception.intensity", "-"),
        ("perception.felt", "distress.catastrophising", "+"),
        ("perception.felt", "descending.spared", "-"),
        ("stress_axis.cortisol", "stress_axis.crh", "-"),
        ("activity.load", "perception.intensity", "+"),
    ],
)
def test_signs_are_those_of_the_physiology(source, target, sign):
    assert SIGNS[source, target] == sign


def test_an_influence_between_mechanisms_is_a_link_that_has_a_weight():
    with_weight = {(one.source, one.input, one.target) for one in links(MODEL) if not one.idle}
    between = {(one.source.partition(".")[0], one.input, one.target.partition(".")[0]) for one in FOUND if one.input}
    assert {one for one in between if one[0] != one[2]} <= with_weight


def test_a_way_without_weight_moves_nothing():
    assert ("tension.tension", "perception.intensity") not in SIGNS
    heavier = whole_model(values={"tension.pain_weight": 0.5})
    signs = {(one.source, one.target): one.sign for one in influences(heavier)}
    assert signs["tension.tension", "perception.intensity"] == "+"


def test_what_never_changes_in_a_person_moves_nothing():
    assert not [one for one in FOUND if one.source.endswith(("_coupling", ".usual_mood", ".size"))]


def test_what_is_switched_off_neither_moves_nor_is_moved():
    found = influences(whole_model(without=("opioid",)))
    assert not [one for one in found if "opioid." in f"{one.source} {one.target}"]


def test_influences_are_the_same_every_time():
    assert influences(MODEL) == FOUND
