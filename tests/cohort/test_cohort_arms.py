"""Arms are read as people write them, and a study keeps all that its numbers depend on."""

from __future__ import annotations

import pytest

from unknot.cli.step_length import minutes_of
from unknot.cohort.arms import Arm, parse_arm
from unknot.cohort.study import Study
from unknot.errors import UnknotError


def test_sessions_begin_on_the_first_day_at_noon_and_end_when_it_is_said():
    arm = parse_arm("massage 60 min weekly for 3 weeks", 90)
    assert [dose.start for dose in arm.given] == [0.5, 7.5, 14.5]
    assert arm.last_day == 14


def test_options_are_joined_and_practice_twice_a_day_is_morning_and_evening():
    arm = parse_arm("massage weekly + relaxation 10 min twice daily for 2 days", 8)
    assert [(dose.intervention, round(dose.start * 24)) for dose in arm.given] == [
        *(("massage", 12), ("massage", 180)),
        *(("relaxation", 8), ("relaxation", 20), ("relaxation", 32), ("relaxation", 44)),
    ]


def test_nothing_is_an_arm():
    assert parse_arm("nothing", 90) == Arm("nothing")
    assert parse_arm("no massage", 90).given == ()


@pytest.mark.parametrize("text", ["", "massage now and then", "massge weekly"])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(UnknotError):
        parse_arm(text, 90)


def test_a_study_comes_back_from_its_text():
    study = Study((Arm("nothing"), parse_arm("massage 45 min every 3 days", 20)), 12, 20, seed=4)
    assert Study.from_json(study.to_json()) == study


@pytest.mark.parametrize(
    "asked",
    [{"step": 7.0}, {"step": 0.0}, {"days": 3}, {"run_in": 0}, {"persons": 0}, {"arms": ()}, {"arms": (Arm("a"),) * 2}],
)
def test_a_study_that_cannot_be_simulated_is_refused(asked):
    with pytest.raises(UnknotError):
        Study(**({"arms": (Arm("a"),), "persons": 8} | asked))


def test_lengths_of_steps_are_read():
    assert [minutes_of(text) for text in ("15min", "1 h", "90s")] == pytest.approx([15.0, 60.0, 1.5])
    with pytest.raises(UnknotError):
        minutes_of("soon")
