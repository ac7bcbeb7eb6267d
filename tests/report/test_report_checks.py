"""What is said about how well the model describes the answers."""

from dataclasses import replace

import pytest
from report_cases import learned

from unknot.report.answer import Estimate
from unknot.report.explain_checks import checks

IN_ORDER = {"inside_band": 0.78, "error_autocorrelation": 0.05, "repeated_answers": 0.3, "expected_repeats": 0.28} | {
    "from_habit": Estimate(0.2, 0.1, 0.29)
}


def said(**change):
    answer = learned()
    sentences = checks(replace(answer, diagnostics=replace(answer.diagnostics, **(IN_ORDER | change))))
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in sentences]


def test_a_model_that_fits_is_said_in_one_sentence():
    assert said() == ["The forecast bands held 78 % of the answers; expected 80 %."]


def test_nothing_is_said_where_nothing_was_compared():
    assert said(inside_band=None) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"inside_band": 0.6}, "too narrow"),
        ({"inside_band": 0.95}, "too wide"),
        ({"error_autocorrelation": 0.4}, "off in the same direction (+0.40)"),
        ({"error_autocorrelation": -0.4}, "off in the opposite direction (−0.40)"),
        ({"from_habit": Estimate(0.42, 0.31, 0.5)}, "About 42 % of the answers seem only to repeat the one before"),
        ({"from_habit": Estimate(0.42, 0.31, 0.5)}, "80 % sure: 31 % to 50 %"),
        ({"repeated_answers": 0.6}, "60 % of the answers repeat the one before; expected 28 %"),
    ],
)
def test_what_is_off_is_said_with_what_to_make_of_it(change, words):
    assert any(words in sentence for sentence in said(**change))
