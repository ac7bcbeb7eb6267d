"""The studies behind an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unknot.errors import FactError, RecordError
from unknot.evidence import load
from unknot.evidence.search import search
from unknot.report.answer_sources import read_report, studies_of_report
from unknot.report.cited import keys_behind, studies_behind


def _keys(studies) -> set[str]:
    return {study.key for study in studies}


def test_a_study_an_arrow_a_claim_and_a_treatment_are_cited():
    assert _keys(studies_behind(["kaada1989"])) == {"kaada1989"}
    assert _keys(studies_behind(["massage__oxytocin"])) == set(load.arrow("massage__oxytocin").sources)
    behind = {key for name in load.claim("brain_reset").arrows for key in load.arrow(name).sources}
    assert _keys(studies_behind(["brain_reset"])) == behind
    assert _keys(studies_behind(["massage"])) == set(load.intervention("massage").sources)


def test_a_question_is_cited_with_what_its_answer_shows():
    question = "does massage raise endorphins?"
    assert _keys(studies_behind([question])) == set(keys_behind(search(question).hits[0]))


def test_several_are_cited_together_in_order():
    found = [study.key for study in studies_behind(["zeidan2011", "day1987", "zeidan2011"])]
    assert found == ["day1987", "zeidan2011"]


def test_what_is_not_known_is_refused():
    with pytest.raises(FactError):
        studies_behind(["qwertzuiop"])


def test_an_answer_is_cited_with_its_treatments_questions_and_parameters():
    report = {"relief": [{"intervention": "massage"}], "drivers": [{"name": "sleep_quality"}]}
    keys = _keys(studies_of_report(report))
    assert set(load.intervention("massage").sources) <= keys
    assert set(load.instrument("pain").sources) <= keys
    assert set(load.instrument("sleep_quality").sources) <= keys
    assert not set(load.instrument("mood").sources) - set(load.instrument("pain").sources) <= keys
    fewer = _keys(studies_of_report({"relief": [], "drivers": []}))
    assert fewer < keys


def test_every_sourced_parameter_of_the_mechanisms_used_is_cited():
    from unknot.model.mechanisms.nociception import Nociception
    from unknot.model.mechanisms.perception import Perception
    from unknot.model.mechanisms.relief import Relief

    used = (Nociception(), Perception(), Relief.of("massage"))
    sources = {entry.source for mechanism in used for entry in mechanism.parameters().values() if entry.source}
    assert sources
    assert sources <= _keys(studies_of_report({"relief": [{"intervention": "massage"}]}))


def test_a_treatment_without_a_fact_file_is_cited_with_the_generic_one():
    generic = set(load.intervention(load.GENERIC).sources)
    assert generic <= _keys(studies_of_report({"relief": [{"intervention": "moxibustion"}]}))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"relief"', '{"relief": [1]}'])
def test_what_is_no_answer_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(RecordError, match="unknot report --json"):
        read_report(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(RecordError, match="cannot be read"):
        read_report(tmp_path / "nothing.json")


def test_an_answer_is_read(tmp_path: Path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"relief": [], "drivers": [], "person": "A"}))
    assert read_report(path)["person"] == "A"
