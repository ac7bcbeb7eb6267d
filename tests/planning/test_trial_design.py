"""A design: washout from relief, power from simulation, a file that can be opened and analysed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from unknot.errors import UnknotError
from unknot.inference.individual import fit
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.trial import washout as washout_module
from unknot.planning.trial.design import design_trial
from unknot.planning.trial.options import parse_option
from unknot.planning.trial.sealing import Seal
from unknot.planning.trial.trial_file import TrialFile
from unknot.planning.trial.washout import FadingRelief, washout

MASSAGE, NONE = parse_option("massage"), parse_option("no massage")


def test_the_washout_is_the_time_of_the_closed_form():
    relief = FadingRelief(np.full(100, 2.0), np.full(100, 3.0), learned=True)
    # 2 points halve three times to a quarter of a point: 9 days.
    assert washout_module._days_needed(relief, 0.25) == 9
    assert washout_module._days_needed(relief, 2.5) == 0


def test_a_client_whose_relief_fades_fast_needs_less_washout():
    diary = Protocol(days=84, asked=("pain",))
    needed = [
        washout(
            (MASSAGE, NONE),
            fit(virtual_client(5, diary, half_life=half_life, peak=3.0).record),
            meaningful=1.0,
            most_days=60,
        ).wanted_days
        for half_life in (0.7, 8.0)
    ]
    assert needed[0] < needed[1]


def test_a_washout_too_long_for_the_period_is_cut_and_says_so():
    found = washout((MASSAGE, NONE), None, meaningful=0.2, most_days=4)
    assert found.days == 4
    assert found.wanted_days > 4
    assert not found.learned


@pytest.fixture(scope="module")
def design():
    return design_trial(MASSAGE, NONE, blocks=3, seal=Seal("s", 3), trials=40, seed=1)


def test_larger_differences_and_larger_trials_find_more(design):
    for each in design.power:
        assert each.found >= each.found_meaningful > each.false
        assert each.days == 2 * each.blocks * design.period_days
    widths = [each.half_width for each in design.power]
    assert widths == sorted(widths, reverse=True)
    assert design.own_power.blocks == 3


def test_the_same_seed_gives_the_same_design():
    one, again = (design_trial(MASSAGE, NONE, blocks=2, seal=Seal("s", 2), trials=3, seed=1) for _ in range(2))
    assert one == again


def test_periods_are_whole_weeks_and_leave_days_that_count(design):
    assert design.period_days % 7 == 0
    assert design.period_days - design.washout.days >= 7
    assert [period.option for period in design.periods] == list(design.seal.sequence)


def test_the_sealed_file_comes_back_and_the_public_one_keeps_the_secret(design):
    file = TrialFile.of(design, "2027-01-04")
    assert TrialFile.from_json(file.to_json(sealed=True)) == file
    public = file.to_json(sealed=False)
    assert design.seal.seed not in json.loads(public).values()
    with pytest.raises(UnknotError, match="no secret"):
        TrialFile.from_json(public).periods(0.0)


def test_a_file_whose_secret_was_exchanged_is_refused(design):
    body = json.loads(TrialFile.of(design, "0").to_json(sealed=True)) | {"seed": "another"}
    with pytest.raises(UnknotError, match="seal is broken"):
        TrialFile.from_json(json.dumps(body)).periods(0.0)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "unknot-trial/9"}'])
def test_what_is_no_trial_is_refused(text):
    with pytest.raises(UnknotError, match="not a trial"):
        TrialFile.from_json(text)


def test_impossible_designs_are_refused_with_what_to_do():
    with pytest.raises(UnknotError, match="too short for their washout"):
        design_trial(MASSAGE, NONE, period_days=7, washout_days=6)
    with pytest.raises(UnknotError, match="shorter than the gap"):
        design_trial(parse_option("massage fortnightly"), NONE, period_days=8, washout_days=0)
    with pytest.raises(UnknotError, match="blocks"):
        design_trial(MASSAGE, NONE, blocks=0)
    with pytest.raises(UnknotError, match="different"):
        design_trial(MASSAGE, MASSAGE)
