"""The picture in words and what the moving picture is told: whole sentences, right signs, small enough to send."""

from __future__ import annotations

import json
import re

import pytest

from unknot.report.answer import Estimate
from unknot.report.why.diagram import diagram
from unknot.report.why.layout import shipped
from unknot.report.why.levers import FIRST_HOURS, LATER_DAYS, levers
from unknot.report.why.page_data import page_data, to_json
from unknot.report.why.snapshot import MODES, shipped_snapshot
from unknot.report.why.telling import moments_said, told
from unknot.report.why.twin import levers_read, nodes_read, plain_text, told_places

LARGEST = 150_000


def test_every_way_is_told_once_as_feeding_and_once_as_fed():
    read = nodes_read()
    fed = [way.way.name for one in read for way in one.fed_by]
    feeding = [way.way.name for one in read for way in one.feeds]
    assert sorted(fed) == sorted(feeding) == sorted(way.name for way in diagram().ways)


def test_a_graded_way_has_a_verdict_and_studies_with_links():
    for one in nodes_read():
        for way in one.fed_by:
            for arrow in way.arrows:
                assert arrow.verdict
                assert any(finding.study.link for finding in arrow.findings)


def test_the_words_say_what_the_lines_show():
    text = plain_text()
    assert "Sleep lowers pain. Well supported." in text
    assert "Oxytocin lowers pain. Unproven. False: no effect. Told, but without weight in the equations." in text


def test_moments_run_from_ten_minutes_to_six_weeks():
    said = [one.replace("\N{NO-BREAK SPACE}", " ") for one in moments_said()]
    assert said[0] == "10 minutes"
    assert said[-1] == "6 weeks"
    assert [said[place] for place in told_places()] == ["10 minutes", "2 days", "6 weeks"]
    assert len(said) == len(FIRST_HOURS) + len(LATER_DAYS)


def test_a_lever_is_read_at_one_moment_for_every_label():
    for lever in levers():
        moments = lever.moments()
        assert list(moments) == sorted(set(moments))
        assert len(moments) == len(moments_said())


def test_later_days_are_read_in_the_evening():
    for lever in levers():
        evenings = lever.moments()[len(FIRST_HOURS) :]
        assert [moment % 1 for moment in evenings] == pytest.approx([20 / 24] * len(LATER_DAYS))


def test_a_sentence_names_the_direction_and_the_largest_changes():
    series = {"pain": (-1.24, 0.0), "anxiety": (-2.0, 0.0), "trust": (0.01, 0.0)}
    first, second = told(series, shipped())[:2] if len(moments_said()) == 2 else _two(series)
    assert "pain is 1.2\N{NO-BREAK SPACE}points lower than without, with less anxiety." in first
    assert second.endswith("pain is as it would have been without.")


def _two(series):
    every = {name: values + (0.0,) * (len(moments_said()) - 2) for name, values in series.items()}
    return told(every, shipped())[:2]


def test_sentences_agree_with_the_numbers_that_move_the_picture():
    data = page_data()
    for lever in data["levers"].values():
        for mode in MODES:
            for place, sentence in enumerate(lever[mode]["told"]):
                change = lever[mode]["changes"].get("pain", [0.0] * 99)[place]
                told_change = re.search(r"pain is ([\d.]+).points? (lower|higher)", sentence)
                if told_change is None:
                    assert abs(change) < 0.05
                else:
                    assert float(told_change[1]) == pytest.approx(abs(change), abs=0.051)
                    assert (told_change[2] == "lower") == (change < 0)


def test_what_is_sent_is_small_and_whole():
    text = to_json()
    assert len(text.encode()) < LARGEST
    data = json.loads(text)
    assert set(data["levers"]) == {lever.name for lever in levers()}
    for lever in data["levers"].values():
        for mode in MODES:
            lengths = {len(values) for values in lever[mode]["changes"].values()}
            assert lengths == {len(data["moments"])} == {len(lever[mode]["told"])}


def test_a_clients_own_levels_stand_in_for_the_typical_ones():
    data = page_data(known={"sleep": Estimate(3.2, 2.1, 4.0)})
    assert data["nodes"]["sleep"]["rest"] == 3.2
    assert data["nodes"]["sleep"]["estimate"] == "3.2 of 10 now (80\N{NO-BREAK SPACE}% sure: 2.1 to 4)"
    assert "estimate" not in data["nodes"]["stress"]
    assert data["nodes"]["stress"]["rest"] == shipped_snapshot().resting["stress"]


def test_levers_pull_the_way_people_know():
    read = {one.lever.name: one for one in levers_read()}
    moves = shipped_snapshot().moves
    assert max(moves["massage_60"]["once"]["pain"]) < 0
    assert min(moves["bad_night"]["kept_up"]["sleep"]) < 0 < max(moves["bad_night"]["kept_up"]["pain"])
    assert max(moves["warning"]["once"]["pain"]) > 0
    assert read["massage_60"].sentences("kept_up")[0].startswith("A massage of an hour, once a week, after 10")
