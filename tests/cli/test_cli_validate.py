"""`unknot validate --set`: a published case at another value of a parameter."""

from __future__ import annotations

import json

import pytest

SMALL = ("validate", "V33", "--persons", 60, "--seeds", 1, "--workers", 1, "--json")


@pytest.mark.slow
def test_a_parameter_that_is_set_moves_what_it_drives(run):
    as_calibrated = json.loads(run(*SMALL).out)
    stronger = json.loads(run(*SMALL, "--set", "sleep_need.by_loss=0.0").out)
    assert as_calibrated[0]["value"] != stronger[0]["value"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("relief_massage.half_lif=3", "relief_massage.half_life"),
        ("relief_massage.half_life=soon", "--set relief_massage.half_life=1.5"),
        ("relief_massage.half_life", "needs a number"),
        ("relief_massage.half_life=nan", "needs a number"),
    ],
)
def test_what_cannot_be_set_is_refused_before_the_long_work(run, given, said):
    ended = run(*SMALL, "--set", given)
    assert ended.code == 1
    assert said in " ".join(ended.err.split())
