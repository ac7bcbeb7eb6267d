"""Contracts over every fact that is shipped: a new file is held to them without a new test."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise

import pytest

from unknot.evidence import load
from unknot.evidence.schema.instrument import Instrument
from unknot.evidence.schema.intervention import Intervention
from unknot.evidence.schema.study import Study

INTERVENTIONS = [*load.interventions().values(), load.intervention(load.GENERIC)]
BAD_DAYS = {
    "sleep_quality": "a poor night",
    "stress": "a stressful day",
    "mood": "a low mood",
    "anxiety": "an anxious day",
}


def _stems(kind: str) -> list[str]:
    folder = files("unknot.evidence") / kind
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


def test_every_file_is_found():
    assert _stems("studies") == sorted(load.studies())
    assert _stems("instruments") == sorted(load.instruments())
    assert _stems("interventions") == sorted([*load.interventions(), load.GENERIC])


def test_the_usual_ones_are_there():
    wanted = {
        "massage",
        "relaxation",
        "mindfulness",
        "distraction",
        "exercise",
        "sleep_hygiene",
        "medication",
    }
    assert wanted <= set(load.interventions())
    assert {"pain", "unpleasantness", *BAD_DAYS} <= set(load.instruments())


@pytest.mark.parametrize("study", load.studies().values(), ids=lambda study: study.key)
def test_study(study: Study):
    assert load.study(study.key) is study
    assert str(study.year) in study.citation
    assert study.finding.endswith(".")
    assert study.doi is None or not study.doi.endswith(".")


def test_no_two_studies_are_the_same():
    dois = [study.doi.lower() for study in load.studies().values() if study.doi]
    pmids = [study.pmid for study in load.studies().values() if study.pmid]
    assert len(set(dois)) == len(dois)
    assert len(set(pmids)) == len(pmids)


@pytest.mark.parametrize("fact", INTERVENTIONS, ids=lambda fact: fact.name)
def test_intervention(fact: Intervention):
    assert load.intervention(fact.name) is fact
    assert all(key in load.studies() for key in fact.sources)
    assert fact.title
    assert fact.description.endswith(".")
    assert fact.harms.endswith(".")
    assert fact.onset.endswith(".")
    assert fact.inputs or fact.name == load.GENERIC
    assert fact.usual_minutes > 0
    assert fact.lasting in {"course", "skill"}
    assert 0 < fact.staying_median < 1
    assert fact.session_word in {"session", "practice", "dose"}


@pytest.mark.parametrize("fact", INTERVENTIONS, ids=lambda fact: fact.name)
def test_the_basis_says_where_numbers_come_from(fact: Intervention):
    assert re.search(r"\b(Reported|Derived|Assumed)\b", fact.basis)
    cited = set(re.findall(r"\b[a-z]+_?[a-z]*(?:19|20)\d\d\b", fact.basis))
    borrowed = () if fact.leaves_relief else load.intervention(load.GENERIC).sources
    assert cited <= {*fact.sources, *borrowed}


@pytest.mark.parametrize("fact", INTERVENTIONS, ids=lambda fact: fact.name)
def test_the_dose_curve_rises_from_nothing_towards_one(fact: Intervention):
    lengths = [0, 1e-9, 1, 5, 10, 20, 30, 45, 60, 90, 120, 1440, 1e200]
    amounts = [fact.amount(minutes) for minutes in lengths]
    assert amounts[0] == 0
    assert all(earlier <= later for earlier, later in pairwise(amounts))
    assert amounts[-1] <= 1
    assert fact.amount(fact.half_minutes) == pytest.approx(0.5)


@pytest.mark.parametrize("fact", INTERVENTIONS, ids=lambda fact: fact.name)
def test_no_forecast_claims_more_than_its_grade(fact: Intervention):
    expected = (fact.size_mean, fact.immediate_mean)
    assert min(expected) >= 0
    assert fact.grade != "speculative" or max(expected) <= 0.2


def test_half_an_hour_of_massage_does_little_and_an_hour_is_near_the_plateau():
    massage = load.intervention("massage")
    assert massage.amount(30) / massage.amount(60) < 1 / 3
    assert massage.amount(90) / massage.amount(60) < 1.2


def test_a_dose_of_medicine_is_a_dose():
    medication = load.intervention("medication")
    assert medication.amount(1) == pytest.approx(medication.amount(600), rel=0.011)


@pytest.mark.parametrize("fact", load.instruments().values(), ids=lambda fact: fact.name)
def test_instrument(fact: Instrument):
    assert load.instrument(fact.name) is fact
    assert all(key in load.studies() for key in fact.sources)
    assert fact.question.endswith("?")
    assert fact.low_label != fact.high_label
    assert fact.bad_day == BAD_DAYS.get(fact.name, fact.bad_day)
    assert 0.5 < fact.usual_spread < 3
    assert "free" in fact.licence


def test_no_two_instruments_read_the_same_state():
    read = [fact.reads for fact in load.instruments().values()]
    assert len(set(read)) == len(read)


def test_facts_are_read_without_heavy_imports():
    code = (
        "import sys; from unknot.evidence import load; load.interventions(); load.instruments();"
        "print(sorted({'jax', 'numpy', 'scipy', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
