"""Looking facts up, and the refusal of files that break the schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from unknot.errors import FactError
from unknot.evidence import load

STUDY = """
key = "smith2020"
citation = "Smith A. A study. J Example. 2020;1:1-2."
design = "RCT"
population = "adults"
finding = "It found something."
year = 2020
"""

CUPPING = """
name = "cupping"
title = "Cupping"
session_word = "session"
description = "Cups on the skin."
grade = "speculative"
onset = "Within minutes."
harms = "Bruises."
sources = ["smith2020"]

[dose]
usual_minutes = 20
half_minutes = 10
hill = 1

[relief]
size_mean = 0.0
size_sd = 1.0
immediate_mean = 0.0
immediate_sd = 0.5
immediate_half_life_hours = 1.5
half_life_median_days = 2.0
half_life_log_sd = 1.0
staying_median = 0.1
staying_logit_sd = 1.0
lasting = "course"
basis = "Assumed."

[soreness]
soreness_sd = 0.0
"""

FATIGUE = """
name = "fatigue"
title = "Fatigue"
question = "How tired were you?"
reads = "sleep.fatigue"
low_label = "not at all"
high_label = "completely"
better = "low"
bad_day = "a tired day"
usual_spread = 1.4
licence = "Free to use."
sources = ["smith2020"]
"""


@pytest.fixture
def known(tmp_path: Path):
    return load.read_studies(_folder(tmp_path, "studies", "smith2020", STUDY))


def _folder(base: Path, kind: str, stem: str, text: str) -> Path:
    folder = base / kind
    folder.mkdir()
    (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder


def _refusal(base: Path, known, old: str = "", new: str = "", stem: str = "cupping") -> FactError:
    assert old in CUPPING
    folder = _folder(base, "interventions", stem, CUPPING.replace(old, new, 1) if old else CUPPING)
    with pytest.raises(FactError) as caught:
        load.read_interventions(folder, known)
    return caught.value


def test_files_that_fit_are_read(tmp_path: Path, known):
    cupping = load.read_interventions(_folder(tmp_path, "interventions", "cupping", CUPPING), known)["cupping"]
    fatigue = load.read_instruments(_folder(tmp_path, "instruments", "fatigue", FATIGUE), known)["fatigue"]
    assert (cupping.size_sd, cupping.lasting, cupping.sources) == (1.0, "course", ("smith2020",))
    assert (fatigue.reads, fatigue.usual_spread) == ("sleep.fatigue", 1.4)
    assert (known["smith2020"].doi, known["smith2020"].n) == (None, None)


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path):
    folder = _folder(tmp_path, "studies", "smith2020", STUDY)
    (folder / "notes.txt").write_text("not a fact", encoding="utf-8")
    assert list(load.read_studies(folder)) == ["smith2020"]


@pytest.mark.parametrize(
    ("old", "new", "key", "given", "valid"),
    [
        ("[dose]", "[dose]\nhil = 2", "dose.hil", "'hil'", "'hill'"),
        ('harms = "Bruises."', 'harm = "Bruises."', "harm", "'harm'", "'harms'"),
        ("[soreness]", "[sorenes]", "sorenes", "'sorenes'", "'soreness'"),
        ('harms = "Bruises."', "", "harms", "title", "Add 'harms'"),
        ("size_sd = 1.0", "", "relief.size_sd", "half_life_log_sd", "Add 'relief.size_sd'"),
        ("[soreness]\nsoreness_sd = 0.0", "", "soreness.soreness_sd", "nothing", "Add"),
        ('"speculative"', '"proven"', "grade", "'proven'", "'established', 'plausible', 'speculative'"),
        ('"course"', '"forever"', "relief.lasting", "'forever'", "'course', 'skill'"),
        ("size_sd = 1.0", "size_sd = 0", "relief.size_sd", "0", "a number above 0"),
        ("size_sd = 1.0", "size_sd = nan", "relief.size_sd", "nan", "a number above 0"),
        ("size_sd = 1.0", "size_sd = true", "relief.size_sd", "True", "a number above 0"),
        ("size_sd = 1.0", 'size_sd = "big"', "relief.size_sd", "'big'", "a number above 0"),
        ("_days = 2.0", "_days = 0.0", "relief.half_life_median_days", "0.0", "a number above 0"),
        ("median = 0.1", "median = 1.0", "relief.staying_median", "1.0", "above 0 and below 1"),
        ("usual_minutes = 20", "usual_minutes = 0", "dose.usual_minutes", "0", "a number above 0"),
        ("soreness_sd = 0.0", "soreness_sd = -0.1", "soreness.soreness_sd", "-0.1", "at least 0"),
        ('harms = "Bruises."', 'harms = " "', "harms", "' '", "a text that is not empty"),
        ('["smith2020"]', "[]", "sources", "[]", "at least one"),
        ('["smith2020"]', '"smith2020"', "sources", "'smith2020'", "a list of study keys"),
        ('["smith2020"]', '["smith2002"]', "sources", "'smith2002'", "'smith2020'"),
        ('name = "cupping"', 'name = "cups"', "name", "'cups'", "'cupping'"),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused(tmp_path: Path, known, old, new, key, given, valid):
    error = _refusal(tmp_path, known, old, new)
    assert "interventions/cupping.toml" in error.what
    assert f"'{key}'" in error.what
    assert given in error.given
    assert valid in error.todo


def test_the_name_must_be_the_name_of_the_file(tmp_path: Path, known):
    assert "'cups'" in _refusal(tmp_path, known, stem="cups").todo


def test_a_section_must_be_a_section(tmp_path: Path, known):
    error = _refusal(tmp_path, known, "[soreness]\nsoreness_sd = 0.0", "[[soreness]]\nsoreness_sd = 0.0")
    assert "'soreness' is not a section" in error.what


def _inputs(tmp_path: Path, known, text: str):
    (folder := tmp_path / "interventions").mkdir()
    (folder / "generic.toml").write_text(CUPPING.replace("cupping", "generic", 1), encoding="utf-8")
    short = CUPPING[: CUPPING.index("[dose]")] + text
    (folder / "cupping.toml").write_text(short, encoding="utf-8")
    return load.read_interventions(folder, known)["cupping"]


def test_what_a_file_leaves_out_is_as_in_the_generic_one(tmp_path: Path, known):
    cupping = _inputs(tmp_path, known, "[inputs]\ntouch = 0.5\nwarmth = 1")
    assert cupping.inputs == (("touch", 0.5), ("warmth", 1.0))
    assert (cupping.usual_minutes, cupping.size_sd, cupping.leaves_relief) == (20.0, 1.0, False)


def test_inputs_may_be_left_out(tmp_path: Path, known):
    assert _inputs(tmp_path, known, "").inputs == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[inputs]\ntouch = 'much'", "'inputs' is not valid.*Valid: a number"),
        ("[inputs]\nTouch = 1", "Valid: numbers under names of the form"),
        ("inputs = 3", "Valid: a table of numbers"),
    ],
)
def test_inputs_that_are_not_numbers_under_names_are_refused(tmp_path: Path, known, text: str, said: str):
    with pytest.raises(FactError, match=said):
        _inputs(tmp_path, known, text)


def test_without_a_generic_file_every_section_must_be_there(tmp_path: Path, known):
    folder = _folder(tmp_path, "interventions", "cupping", CUPPING.replace("[soreness]\nsoreness_sd = 0.0", ""))
    with pytest.raises(FactError, match=r"'soreness.soreness_sd' is missing.*Add 'soreness.soreness_sd'"):
        load.read_interventions(folder, known)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path):
    with pytest.raises(FactError, match=r"studies/smith2020\.toml: not a TOML file"):
        load.read_studies(_folder(tmp_path, "studies", "smith2020", "key = "))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('doi = "doi:10.1/x"', "doi"),
        ("pmid = 12345", "pmid"),
        ("n = 12.5", "n"),
        ("n = 0", "n"),
        ("year = 20", "year"),
    ],
)
def test_a_study_that_breaks_the_schema_is_refused(tmp_path: Path, line: str, key: str):
    text = STUDY.replace("year = 2020", "") + line if key == "year" else STUDY + line
    with pytest.raises(FactError, match=f"'{key}' is not valid"):
        load.read_studies(_folder(tmp_path, "studies", "smith2020", text))


def test_an_instrument_must_say_which_end_is_better(tmp_path: Path, known):
    folder = _folder(tmp_path, "instruments", "fatigue", FATIGUE.replace('"low"', '"middle"'))
    with pytest.raises(FactError, match="Valid: one of 'low', 'high'"):
        load.read_instruments(folder, known)


def test_an_unknown_intervention_is_the_generic_one_under_its_name():
    generic, cupping = load.intervention(load.GENERIC), load.intervention("Cupping, dry")
    assert (cupping.name, cupping.title) == ("Cupping, dry", "Cupping, dry")
    assert (cupping.size_mean, cupping.grade) == (0.0, "speculative")
    assert cupping.basis == generic.basis
    assert not load.is_known("Cupping, dry")


def test_the_generic_intervention_is_not_offered():
    assert load.GENERIC not in load.interventions()
    assert not load.is_known(load.GENERIC)
    assert load.is_known("massage")


def test_facts_are_read_once_and_cannot_be_changed():
    assert load.interventions() is load.interventions()
    with pytest.raises(TypeError):
        load.studies()["x"] = load.study("plan2012")  # type: ignore[index]


@pytest.mark.parametrize(
    ("find", "name", "near"),
    [(load.study, "plan2013", "plan2012"), (load.instrument, "sleep_qualty", "sleep_quality")],
)
def test_an_unknown_name_is_answered_with_the_nearest(find, name: str, near: str):
    with pytest.raises(FactError) as caught:
        find(name)
    assert name in caught.value.given
    assert caught.value.todo == f"Did you mean '{near}'?"
