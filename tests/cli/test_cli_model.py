"""`unknot model` writes the model for other programs."""

from __future__ import annotations

import libsbml

from unknot.model.whole import whole_model

KEPT = {"gate", "nociception", "perception", "relief_massage"}
OTHERS = [one.name for one in whole_model(("massage",)).mechanisms if one.name not in KEPT]
"""Left out, as the start at rest of few states is found sooner."""


def test_the_model_is_written_as_sbml(run, tmp_path):
    place = tmp_path / "folder" / "model.xml"
    ended = run("model", "gate", "--sbml", place, *(f"--without={name}" for name in OTHERS))
    assert (ended.code, ended.err) == (0, "")
    assert f"The model as SBML: {place}" in "".join(ended.out.splitlines())
    read = libsbml.readSBMLFromFile(str(place))
    assert read.getNumErrors() == 0
    assert (read.getLevel(), read.getVersion()) == (3, 2)
    assert read.getModel().getParameter("gate__closed") is not None
    assert read.getModel().getParameter("tension__tension") is None
    states = whole_model(("massage",), without=OTHERS).state_names
    assert sum(rule.isRate() for rule in read.getModel().getListOfRules()) == len(states)


def test_a_place_that_cannot_be_written_is_found_before_the_work(run, tmp_path):
    ended = run("model", "--sbml", tmp_path)
    assert ended.code == 1
    assert "a folder" in ended.err
