"""Facts as people read them: nothing of a file is lost, studies are named, and every one has its words."""

from __future__ import annotations

import pytest

from unknot.evidence.load import arrows, claims, treatments
from unknot.report.evidence_reading import arrow_read, claim_read, study_read, treatment_read


@pytest.mark.parametrize("name", sorted(arrows()))
def test_an_arrow_says_all_that_its_file_holds(name):
    arrow, read = arrows()[name], arrow_read(name)
    assert read.verdict == arrow.verdict
    assert [finding.study.key for finding in read.findings] == [finding.study for finding in arrow.findings]
    assert [bool(finding.size) for finding in read.findings] == [finding.size is not None for finding in arrow.findings]
    assert all(finding.effect and finding.measured[-1] == "." for finding in read.findings)


def test_sizes_are_taken_together_where_that_can_be_done():
    pooled = next(read for read in map(arrow_read, arrows()) if read.pools)
    assert pooled.sizes == tuple(f"{pool.label}: {pool.lines[0]}" for pool in pooled.pools)
    single = arrow_read("massage__pain_immediate")
    assert all(size.startswith(("Kutner", "Seers", "Crawford", "Packheiser")) for size in single.sizes)


@pytest.mark.parametrize("name", sorted(claims()))
def test_a_claim_rests_on_arrows_that_name_it_in_turn(name):
    assert all(name in arrow.claims for arrow in claim_read(name).arrows)


@pytest.mark.parametrize("name", sorted(treatments()))
def test_a_treatment_says_what_is_expected_and_its_harms(name):
    read = treatment_read(name)
    assert "Before anything is learned from a diary" in read.expected
    assert read.harms
    assert all(study.link for study in read.studies)


def test_keys_of_studies_are_not_shown_to_people():
    assert "kaada1989" not in claim_read("massage_endorphins").stands
    assert study_read("kaada1989").named in claim_read("massage_endorphins").stands
