"""The scorecard: signs, bars, and the same verdicts in every form."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from unknot.report import scorecard_page, scorecard_terminal
from unknot.report.scorecard_markdown import markdown
from unknot.validation.discovery import chosen_experiments
from unknot.validation.outcomes import Outcomes
from unknot.validation.runner import Size, Verdict, outcomes, run
from unknot.validation.scorecard import Scorecard, close_call, outside, sentence


def _verdict(value, family="F2 decay", case="V01", kind="number", lo=-2.0, hi=-1.0, check="change"):
    return Verdict(case, family, check, -1.5, lo, hi, value, lo <= value <= hi, kind)


MADE_UP = Scorecard(
    (
        _verdict(-1.5),
        _verdict(-0.5, check="too small"),
        _verdict(-3.0, check="too large"),
        _verdict(0.9, "F10 control", "V28", "direction", 0.9, 1.0, check="falls"),
        _verdict(0.2, "F10 control", "V28", "significance", 0.5, 1.0, check="significant"),
        _verdict(0.0, "F9 touch", "V25", "mean", 1.0, 1.0, check="peaks"),
        _verdict(math.nan, "F9 touch", "V25", check="no number"),
    )
)


@pytest.mark.parametrize(("value", "far"), [(-1.5, 0.0), (-1.0, 0.0), (-0.5, 1.0), (-2.25, -0.5)])
def test_a_miss_has_a_sign_and_is_measured_in_half_widths(value, far):
    assert outside(_verdict(value)) == pytest.approx(far)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "gives -0.5, above -1 by 1 half-widths"),
        (2, "gives -3, below -2 by 2 half-widths"),
        (4, "holds in 20% of trials run again at the published size, where 50% are needed"),
        (5, "does not hold in the large trial"),
        (6, "gives no number"),
    ],
)
def test_every_miss_has_a_sentence(place, said):
    assert said in sentence(MADE_UP.verdicts[place])


def test_families_stand_in_the_order_of_their_numbers():
    assert [family.key for family in MADE_UP.families] == ["F2", "F9", "F10"]


def test_bars_are_met_by_shares_and_by_no_family_that_fails_entirely():
    bars = {bar.name: (bar.reached, bar.met) for bar in MADE_UP.bars()}
    assert bars["of all checks"] == (pytest.approx(2 / 7), False)
    assert bars["of the families with a check that passes"] == (pytest.approx(2 / 3), False)
    assert bars["of F2 decay"] == (pytest.approx(1 / 3), False)
    assert "of F10 control" not in bars
    assert all(bar.met for bar in Scorecard((_verdict(-1.5),)).bars())


def test_the_json_is_a_list_of_checks_and_comes_back():
    rows = json.loads(MADE_UP.to_json())
    contract = {"case", "check", "reported", "lo", "hi", "value", "passed"}
    assert set(rows[0]) == contract | {"family", "kind", "standard_error"}
    assert rows[0]["standard_error"] is None
    assert rows[6]["value"] is None
    back = Scorecard.from_json(MADE_UP.to_json())
    assert [repr(verdict) for verdict in back.verdicts] == [repr(verdict) for verdict in MADE_UP.verdicts]


@pytest.mark.parametrize(("value", "error", "close"), [(-1.5, 0.1, False), (-1.1, 0.06, True), (-0.9, 0.06, True)])
def test_a_verdict_is_close_when_a_bound_lies_within_two_standard_errors(value, error, close):
    verdict = replace(_verdict(value), standard_error=error)
    assert close_call(verdict) is close
    assert (", close |" in markdown(Scorecard((verdict,)), "100 people")) is close


def test_one_seed_cannot_say_how_close_a_verdict_is():
    assert not close_call(_verdict(-1.0))


@pytest.mark.slow
def test_the_standard_error_is_that_of_the_mean_over_seeds():
    (experiment,) = chosen_experiments(["V33"])
    few, many = (run(experiment, Size(300, seeds))[0].standard_error for seeds in (1, 3))
    assert math.isnan(few)
    together = outcomes(experiment, Size(300, 3))
    parts = [_part(together, 300 * seed, 300 * (seed + 1)) for seed in range(3)]
    singles = [float(experiment.checks[0].statistic(part)) for part in parts]
    assert many == pytest.approx(np.std(singles, ddof=1) / math.sqrt(3), rel=1e-9)


def _part(found, first, last):
    """The people of one seed, in a case that takes everyone in."""

    def cut(values):
        return {arm: {name: rows[first:last] for name, rows in by_name.items()} for arm, by_name in values.items()}

    return Outcomes(found.labels, cut(found.true), cut(found.rated))


def test_the_terminal_says_every_miss_and_every_bar():
    console = Console(record=True, width=100, file=StringIO())
    scorecard_terminal.render(MADE_UP, console, ["X02: not expressed as a protocol, so not run."])
    text = console.export_text()
    for said in ("2 of 7 checks pass", "miss +1", "miss −2", "29% of all checks", "not reached", "X02: not expressed"):
        assert said in text


def test_the_page_needs_nothing_else_and_escapes_what_it_shows():
    page = scorecard_page.render(Scorecard((*MADE_UP.verdicts, _verdict(-1.5, check="a < b"))))
    assert "a &lt; b" in page
    assert page.count('class="strip"') == 8
    assert "http" not in page
    assert "<script" not in page


def test_the_documentation_is_generated_from_the_json():
    page = markdown(Scorecard.from_json(MADE_UP.to_json()), "50 people")
    assert "**2 of 7 checks pass.**" in page
    assert "| V01 | too small | −1.5 | −2 to −1 | −0.5 | **miss +1** |" in page
    assert page.count("\n- ") == 5


def test_an_empty_scorecard_has_no_bars():
    assert Scorecard(()).bars() == ()
