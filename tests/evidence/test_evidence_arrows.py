"""Contracts over every arrow and claim that is shipped: a new file is held to them without a new test."""

from __future__ import annotations

import re

import pytest

from unknot.evidence import load
from unknot.evidence.schema.arrow import Arrow
from unknot.evidence.schema.claim import Claim

ARROWS = [pytest.param(arrow, id=name) for name, arrow in load.arrows().items()]
CLAIMS = [pytest.param(claim, id=name) for name, claim in load.claims().items()]
KEY = re.compile(r"\b[a-z][a-z_]*(?:19|20)\d\d[a-z]?\b")
OVERSTATED = re.compile(r"\b(proven|proves|cures?|guarantee[ds]?|miracle|always works)\b", re.IGNORECASE)


@pytest.mark.parametrize("arrow", ARROWS)
def test_an_arrow_says_what_it_joins_and_ends_its_sentences(arrow: Arrow):
    assert load.arrow(arrow.name) is arrow
    assert arrow.name == f"{arrow.source}__{arrow.target}"
    assert arrow.claim.endswith(".")
    assert arrow.verdict.endswith(".")
    assert len(arrow.verdict) <= 90
    assert OVERSTATED.search(arrow.claim + arrow.verdict) is None


@pytest.mark.parametrize("arrow", ARROWS)
def test_every_finding_names_a_study_and_says_why_it_is_so_sure(arrow: Arrow):
    for finding in arrow.findings:
        study = load.study(finding.study)
        assert finding.certainty
        assert finding.why
        assert (finding.effect or study.finding).endswith(".")
        assert finding.effect != study.finding, "left out where the study's own finding says it"


@pytest.mark.parametrize("arrow", ARROWS)
def test_no_size_comes_from_a_study_whose_figures_were_not_seen(arrow: Arrow):
    assert [found.study for found in arrow.findings if found.size and not load.study(found.study).verified] == []


@pytest.mark.parametrize("arrow", ARROWS)
def test_a_size_points_where_the_finding_does(arrow: Arrow):
    for finding in arrow.findings:
        if finding.size is None or finding.size.metric in {"RR", "OR", "HR", "hours"}:
            continue
        interval = (finding.size.low, finding.size.high)
        if finding.direction == "rises":
            assert finding.size.value > 0
        elif finding.direction == "falls":
            assert finding.size.value < 0
        elif finding.direction == "no change" and None not in interval:
            low, high = interval
            assert low <= 0 <= high


@pytest.mark.parametrize("arrow", ARROWS)
def test_a_speculative_arrow_is_assumed_to_do_nothing(arrow: Arrow):
    if arrow.grade == "speculative" and arrow.prior is not None:
        assert arrow.prior.mean == 0
        assert arrow.prior.low < 0 < arrow.prior.high


@pytest.mark.parametrize("arrow", ARROWS)
def test_an_established_prior_of_one_sign_has_the_sign_of_the_arrow(arrow: Arrow):
    if arrow.prior is None or arrow.grade == "speculative" or arrow.prior.metric in {"HR", "hours"}:
        return
    assert {"+": arrow.prior.mean > 0, "-": arrow.prior.mean < 0}.get(arrow.sign, True)


@pytest.mark.parametrize("arrow", ARROWS)
def test_the_basis_of_a_prior_cites_findings_of_the_arrow(arrow: Arrow):
    if arrow.prior is not None:
        cited = set(KEY.findall(arrow.prior.basis)) & set(load.studies())
        assert cited
        assert cited <= set(arrow.sources)


@pytest.mark.parametrize("arrow", ARROWS)
def test_a_reported_prior_is_a_size_that_a_finding_holds(arrow: Arrow):
    """On the scale of the prior; a scale of 100 points is ten times that of 10."""
    prior = arrow.prior
    if prior is None or prior.status != "reported":
        return
    scale = {("nrs", "nrs100"): 0.1}
    sizes = [found.size for found in arrow.findings if found.size is not None]
    factors = {size: scale.get((prior.metric, size.metric), 1.0) for size in sizes}
    means = [size.value * factor for size, factor in factors.items()]
    assert any(mean == pytest.approx(prior.mean) for mean in means)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_says_what_stands_and_what_does_not_and_cites_its_own_arrows(claim: Claim):
    assert load.claim(claim.name) is claim
    for text in (claim.statement, claim.stands, claim.falls):
        assert text.endswith(".")
    behind = {key for name in claim.arrows for key in load.arrow(name).sources}
    assert set(KEY.findall(claim.stands + claim.falls)) <= behind


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_that_stands_rests_on_no_speculative_arrow(claim: Claim):
    if claim.verdict in {"stands", "modest"}:
        assert "speculative" not in {load.arrow(name).grade for name in claim.arrows}


def test_the_popular_claims_of_the_field_have_their_verdicts():
    verdicts = {name: claim.verdict for name, claim in load.claims().items()}
    assert verdicts["massage_endorphins"] == "not shown"
    assert verdicts["massage_serotonin_dopamine"] == "not shown"
    assert verdicts["hormones_mood_appetite_sleep"] == "not shown"
    assert verdicts["massage_cortisol"] == "false as stated"
    assert verdicts["oxytocin_trust_pain"] == "false as stated"
    assert verdicts["opioids_main_painkiller"] == "overstated"
    assert verdicts["massage_calms_lifts_mood"] == "stands"
    assert verdicts["massage_relieves_pain"] == "modest"
    assert verdicts["massage_loosens_muscle"] == "partly"
    assert verdicts["brain_reset"] == "partly"


def test_hormones_of_massage_are_speculative():
    targets = ("beta_endorphin_plasma", "endogenous_opioids_brain", "oxytocin", "cortisol", "serotonin", "dopamine")
    assert {load.arrow(f"massage__{target}").grade for target in targets} == {"speculative"}


def test_every_study_can_be_looked_up():
    assert [study.key for study in load.studies().values() if study.link is None] == []


def test_every_file_is_found():
    for kind, facts in (("arrows", load.arrows()), ("claims", load.claims())):
        stems = sorted(file.name.removesuffix(".toml") for file in load.folder(kind).iterdir())
        assert stems == sorted(facts)
