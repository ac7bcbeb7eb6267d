"""Arrows and claims that break the schema are refused, with the place and what would be valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from unknot.errors import FactError
from unknot.evidence import load

ARROW = """
name = "heat__pain"
title = "Heat and pain"
sign = "-"
grade = "plausible"
consensus = "mixed"
claim = "Heat eases pain."
verdict = "Probably."

[prior]
metric = "nrs"
mean = -0.5
low = -1.0
high = 0.0
against = "no heat"
status = "assumed"
basis = "Assumed."

[[findings]]
study = "plan2012"
measure = "pain"
direction = "falls"
certainty = "low"
why = "small"
size = { metric = "nrs", value = -0.5, low = -1.0, high = 0.0, status = "reported" }
"""

CLAIM = """
name = "heat_heals"
title = "Heat heals"
statement = "Heat heals."
verdict = "mixed"
stands = "Some."
falls = "Some."
arrows = ["heat__pain"]
"""


def _arrows(tmp_path: Path, text: str):
    folder = tmp_path / "arrows"
    folder.mkdir()
    (folder / "heat__pain.toml").write_text(text, encoding="utf-8")
    return load.read_arrows(folder, load.studies())


def _claims(tmp_path: Path, text: str):
    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / "heat_heals.toml").write_text(text, encoding="utf-8")
    return load.read_claims(folder, _arrows(tmp_path, ARROW))


def test_an_arrow_is_read_with_what_it_leaves_out(tmp_path: Path):
    arrow = _arrows(tmp_path, ARROW)["heat__pain"]
    assert (arrow.source, arrow.target, arrow.sources) == ("heat", "pain", ("plan2012",))
    assert arrow.onset is None
    assert arrow.words == ()
    assert arrow.findings[0].size is not None
    assert arrow.findings[0].size.n is None


@pytest.mark.parametrize(
    ("old", "new", "place", "valid"),
    [
        ('sign = "-"', 'sign = "down"', "'sign'", "one of '+', '-'"),
        ('name = "heat__pain"', 'name = "heat_pain"', "'name'", "a text of the form"),
        ('grade = "plausible"', 'grade = "sure"', "'grade'", "'established', 'plausible', 'speculative'"),
        ("mean = -0.5", "mean = -3", "'prior'", "a mean between low and high"),
        ("mean = -0.5", "men = -0.5", "'prior.men'", "Did you mean 'mean'?"),
        ('status = "assumed"', 'status = "felt"', "'prior.status'", "'reported', 'derived', 'assumed', 'judgement'"),
        ('certainty = "low"', "", "'findings[1].certainty'", "Add 'findings[1].certainty'"),
        ('certainty = "low"', 'certainty = "lowish"', "'findings[1].certainty'", "one of 'high', 'moderate'"),
        ('direction = "falls"', 'direction = "down"', "'findings[1].direction'", "one of 'rises', 'falls'"),
        ('why = "small"', 'why = ""', "'findings[1].why'", "a text that is not empty"),
        ("low = -1.0, high = 0.0", "low = -1.0", "'findings[1].size'", "both ends of the interval, or none"),
        ("value = -0.5", "value = -5", "'findings[1].size'", "a value between low and high"),
        ("value = -0.5", "value = true", "'findings[1].size.value'", "a number"),
        ('metric = "nrs", value', 'metric = "vas", value', "'findings[1].size.metric'", "one of 'SMD'"),
        ("[[findings]]", "[findings]", "'findings'", "tables of their own, at least one"),
        ('study = "plan2012"', 'study = "plan2021"', "'findings'", "Did you mean 'plan2012'?"),
    ],
)
def test_an_arrow_that_breaks_the_schema_is_refused(tmp_path: Path, old, new, place, valid):
    assert ARROW.count(old) == 1
    with pytest.raises(FactError) as caught:
        _arrows(tmp_path, ARROW.replace(old, new))
    assert "arrows/heat__pain.toml" in caught.value.what
    assert place in caught.value.what
    assert valid in caught.value.todo


def test_sizes_are_pooled_only_with_an_interval(tmp_path: Path):
    text = ARROW.replace("low = -1.0, high = 0.0, status", 'pool = "heat", status')
    with pytest.raises(FactError, match=r"findings\[1\]\.size"):
        _arrows(tmp_path, text)


def test_a_claim_must_rest_on_arrows_that_exist(tmp_path: Path):
    with pytest.raises(FactError) as caught:
        _claims(tmp_path, CLAIM.replace("heat__pain", "heat__pian"))
    assert "'arrows' names an arrow that is not known" in caught.value.what
    assert "Did you mean 'heat__pain'?" in caught.value.todo


def test_a_claim_has_one_of_the_verdicts(tmp_path: Path):
    with pytest.raises(FactError, match="'verdict' is not valid") as caught:
        _claims(tmp_path, CLAIM.replace('"mixed"', '"true"'))
    assert "'not shown'" in caught.value.todo


def test_a_study_says_whether_its_figures_were_seen(tmp_path: Path):
    folder = tmp_path / "studies"
    folder.mkdir()
    text = (load.folder("studies") / "sprenger2012.toml").read_text(encoding="utf-8")
    (folder / "sprenger2012.toml").write_text(text, encoding="utf-8")
    assert not load.read_studies(folder)["sprenger2012"].verified
    (folder / "sprenger2012.toml").write_text(text.replace("verified = false", 'verified = "no"'), encoding="utf-8")
    with pytest.raises(FactError, match="'verified' is not valid"):
        load.read_studies(folder)


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ('doi = "10.1000/x"\npmid = "1"', "https://doi.org/10.1000/x"),
        ('pmid = "1"\npmcid = "PMC2"', "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ('pmcid = "PMC2"\nurl = "https://a.org/b"', "https://pmc.ncbi.nlm.nih.gov/articles/PMC2/"),
        ('url = "https://a.org/b"', "https://a.org/b"),
        ("", None),
    ],
)
def test_a_study_links_to_its_strongest_identifier(tmp_path: Path, fields, link):
    folder = tmp_path / "studies"
    folder.mkdir()
    text = 'key = "a2020"\ncitation = "A. 2020."\ndesign = "RCT"\npopulation = "adults"\nfinding = "X."\nyear = 2020\n'
    (folder / "a2020.toml").write_text(text + fields, encoding="utf-8")
    assert load.read_studies(folder)["a2020"].link == link
