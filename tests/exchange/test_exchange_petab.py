"""The calibration as PEtab: which checks can be said, and that PEtab's own rules are kept."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest
from evaluated import value
from petab.v1 import Problem
from petab.v1.lint import lint_problem

from unknot.evidence.calibration import Free
from unknot.exchange import petab
from unknot.exchange.affine import Term, affine
from unknot.exchange.petab import write_petab
from unknot.exchange.sbml import complaints
from unknot.validation.calibration import number_checks, target
from unknot.validation.discovery import all_experiments


def _found(case: str) -> dict[str, object]:
    experiment = all_experiments()[case]
    return {check.check: affine(experiment, check.statistic) for check in number_checks(experiment)}


def test_a_fall_is_a_level_less_another():
    found = _found("V02")["active+limited, mm"]
    terms = {Term("active, limited", "before", "perception.intensity", 10.0)}
    terms |= {Term("active, limited", "after", "perception.intensity", -10.0)}
    assert (found.constant, set(found.terms)) == (0.0, terms)


def test_an_effect_is_seen_over_its_arms_and_a_ratio_is_none():
    assert len(_found("V02")["alliance main effect, mm (computed)"].arms) == 4
    assert set(_found("V22").values()) == {None}


@pytest.fixture
def quick(monkeypatch):
    """Starts that need no compiling."""
    petab._rest_without_treatments.cache_clear()
    monkeypatch.setattr(petab, "at_rest", lambda model: np.asarray(model.start()[0]))
    yield
    petab._rest_without_treatments.cache_clear()


def _rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_what_is_written_keeps_the_rules_of_petab_and_of_sbml(quick, tmp_path):
    listed = write_petab(tmp_path, ["V18", "V28", "V22"])
    assert lint_problem(Problem.from_yaml(str(tmp_path / "V28" / "problem.yaml"))) is False
    assert lint_problem(Problem.from_yaml(str(tmp_path / "V18" / "problem.yaml"))) is False
    assert complaints((tmp_path / "V18" / "model.xml").read_text(encoding="utf-8")) == ()
    assert not (tmp_path / "V22").exists()
    assert [row["case"] for row in _rows(tmp_path / "checks.tsv")] == [one.case for one in listed]
    assert all(bool(one.observable) != bool(one.reason) for one in listed)


def test_what_is_measured_is_what_the_calibration_aims_at(quick, tmp_path):
    write_petab(tmp_path, ["V28"])
    checks = number_checks(all_experiments()["V28"])
    measured = {row["observableId"]: float(row["measurement"]) for row in _rows(tmp_path / "V28" / "measurements.tsv")}
    noise = {row["observableId"]: float(row["noiseFormula"]) for row in _rows(tmp_path / "V28" / "observables.tsv")}
    for place, check in enumerate(checks[:4]):
        assert (measured[f"check_{place + 1}"], noise[f"check_{place + 1}"]) == pytest.approx(target(check))


@pytest.mark.parametrize(("scale", "expected"), [("log", 2.0), ("linear", -1.0), ("logit", 0.15)])
def test_a_free_parameter_has_the_prior_it_is_calibrated_with(scale, expected):
    free = Free("relief_massage.staying", expected, 0.5, scale, ("V01",))
    row = petab._parameter(free)
    middle, spread = map(float, str(row["objectivePriorParameters"]).split(";"))
    back = {"log": math.exp, "linear": float, "logit": lambda z: free.value(z)}[scale]
    assert back(middle) == pytest.approx(expected)
    assert back(middle + spread) == pytest.approx(free.value(1.0))


def test_a_share_is_the_function_of_its_coordinate_that_the_calibration_uses():
    free = Free("a.share", 0.15, 1.2, "logit", ())
    assert value(petab._share(free), {"a__share__whitened": 0.7}) == pytest.approx(free.value(0.7))
