"""Safety rules: what each answer leads to, and that more signs never lead to less care."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.errors import FactError
from unknot.evidence.body import REGIONS
from unknot.evidence.load import questionnaires, studies
from unknot.evidence.safety.facts import contraindications, read_red_flags, red_flags, signs
from unknot.evidence.safety.limits import breaches
from unknot.evidence.safety.screening import screen, signs_in_scores
from unknot.evidence.schema.red_flag import OUTCOMES

SIGNS = sorted(signs())
CONDITIONS = sorted(name for name, rule in contraindications().items() if rule.question)
SEVERE = {"phq_nervous": 3, "phq_worry": 3, "phq_interest": 3, "phq_down": 0}


def test_no_sign_means_go_on_and_only_what_holds_for_everybody():
    found = screen([])
    assert (found.outcome, found.findings, found.conditions) == ("go_on", (), ())
    assert dict(found.limits.sites) == {"throat": ("The front of the neck",)}


@pytest.mark.parametrize("sign", ["bladder_bowel", "saddle_numbness", "both_legs", "sexual_loss"])
def test_one_sign_of_cauda_equina_is_an_emergency(sign):
    found = screen([sign])
    assert found.outcome == "emergency"
    assert [finding.rule.name for finding in found.findings] == ["cauda_equina"]


@pytest.mark.parametrize(
    ("present", "outcome", "rule"),
    [
        (["growing_weakness"], "letter_first", "growing_weakness"),
        (["calf_swollen"], "emergency", "clot_in_the_leg"),
        (["neck_with_signs"], "emergency", "artery_of_the_neck"),
        (["thunderclap"], "emergency", "thunderclap_headache"),
        (["chest_pain"], "emergency", "lungs_or_heart"),
        (["fever"], "letter_first", "fever"),
        (["fever", "injected_drugs"], "letter_first", "infection_of_the_spine"),
        (["major_trauma"], "letter_first", "fracture_after_accident"),
        (["minor_trauma", "steroids"], "letter_first", "fracture_of_brittle_bone"),
        (["cancer_past", "weight_loss"], "letter_first", "cancer_again"),
        (["weight_loss", "night_pain"], "letter_first", "signs_of_cancer"),
        (["night_pain"], "with_limits", "one_sign_of_illness"),
        (["swollen_joints"], "letter_first", "inflamed_joints"),
        (["words_of_self_harm"], "emergency", "words_of_self_harm"),
        (["severe_distress"], "with_limits", "severe_distress"),
    ],
)
def test_what_signs_lead_to(present, outcome, rule):
    found = screen(present)
    assert found.outcome == outcome
    assert rule in [finding.rule.name for finding in found.findings]


@pytest.mark.parametrize("sign", ["minor_trauma", "over_70", "immune_low", "injected_drugs", "recent_infection"])
def test_a_sign_that_means_something_only_with_another_stops_nobody(sign):
    assert screen([sign]).outcome == "go_on"


def test_the_gravest_finding_comes_first():
    found = screen(["night_pain", "fever", "calf_swollen"])
    ranks = [OUTCOMES.index(finding.rule.outcome) for finding in found.findings]
    assert ranks == sorted(ranks, reverse=True)
    assert found.outcome == found.findings[0].rule.outcome == "emergency"


@given(st.sets(st.sampled_from(SIGNS)), st.sampled_from(SIGNS), st.sets(st.sampled_from(CONDITIONS), max_size=4))
def test_one_more_sign_never_leads_to_less_care(present, further, conditions):
    before, after = screen(present, conditions), screen({*present, further}, conditions)
    assert OUTCOMES.index(after.outcome) >= OUTCOMES.index(before.outcome)
    assert {f.rule.name for f in before.findings} <= {f.rule.name for f in after.findings}


@given(st.sets(st.sampled_from(CONDITIONS)), st.sampled_from(CONDITIONS), st.sets(st.sampled_from(REGIONS)))
def test_one_more_condition_never_allows_more(conditions, further, places):
    before = screen([], conditions, places).limits
    after = screen([], {*conditions, further}, places).limits
    assert set(before.sites) <= set(after.sites)
    assert set(before.positions) <= set(after.positions)
    assert set(before.techniques) <= set(after.techniques)
    for key in ("pressure", "minutes"):
        was, now = getattr(before, key), getattr(after, key)
        assert was is None or (now is not None and now <= was)


@given(st.sets(st.sampled_from(CONDITIONS), min_size=1))
def test_a_condition_always_changes_something_or_asks_a_doctor(conditions):
    assert screen([], conditions).outcome in ("with_limits", "letter_first")


def test_what_was_asked_as_a_sign_is_not_asked_again_as_a_condition():
    found = screen(["osteoporosis"])
    assert [rule.name for rule in found.conditions] == ["brittle_bones"]
    assert found.limits.pressure == 2


def test_a_local_condition_leaves_out_the_place_that_was_shown():
    shown = screen([], ["wound"], ["knee_left"]).limits
    assert shown.sites["knee_left"] == ("A wound, burn or skin infection",)
    assert "knee_left" not in screen([], ["blood_thinner"], ["knee_left"]).limits.sites


def test_a_session_beyond_the_limits_is_told_with_who_asks_for_them():
    limits = screen([], ["blood_thinner", "cancer_treatment"]).limits
    found = breaches(limits, sites=["throat", "neck"], pressure=3, minutes=60, techniques=["deep"])
    assert {(breach.kind, breach.limit) for breach in found} == {
        ("site", "throat"),
        ("technique", "deep"),
        ("pressure", "2"),
        ("minutes", "45"),
    }
    (pressure,) = [breach for breach in found if breach.kind == "pressure"]
    assert pressure.by == ("Blood thinners", "Treatment for cancer")
    assert breaches(limits, sites=["neck"], pressure=2, minutes=45, techniques=["classic"]) == ()


def test_severe_distress_is_read_off_the_score():
    assert signs_in_scores(SEVERE) == ("severe_distress",)
    assert signs_in_scores({**SEVERE, "phq_nervous": 2}) == ()
    assert signs_in_scores({"phq_nervous": 3}) == ()


def test_every_sign_is_used_by_some_rule():
    used = {name for rule in red_flags().values() for name in rule.signs}
    used |= {rule.sign for rule in contraindications().values() if rule.sign}
    assert set(signs()) - used == set()


@pytest.mark.parametrize("rule", red_flags().values(), ids=lambda rule: rule.name)
def test_every_red_flag_can_be_reached_and_says_why_and_what_to_do(rule):
    assert rule.found_in(frozenset(rule.signs))
    assert rule.why.endswith(".")
    assert rule.act.endswith(".")
    if rule.outcome == "emergency":
        assert rule.urgency == "now"


@pytest.mark.parametrize("sign", signs().values(), ids=lambda sign: sign.name)
def test_every_sign_is_a_question_or_read_off_a_score(sign):
    assert sign.question.endswith("." if sign.asked_of == "score" else "?")
    assert sign.questionnaire is None or sign.questionnaire in questionnaires()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('all = ["fevr"]', "Did you mean 'fever'?"),
        ('any = ["fever"]\nleast = 2', "least at most the number of signs"),
        ("", "at least one sign"),
        ('all = ["fever"]\noutcome = "go_on"', "one of 'with_limits'"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(tmp_path: Path, keys, said):
    outcome = "" if "outcome" in keys else 'outcome = "emergency"\n'
    text = f'name = "hot"\ntitle = "Hot"\n{outcome}urgency = "now"\n{keys}\nwhy = "So."\nact = "Stop."\n'
    (tmp_path / "hot.toml").write_text(text + 'sources = ["ernst2003"]\n', encoding="utf-8")
    with pytest.raises(FactError) as refused:
        read_red_flags(tmp_path, signs(), studies())
    assert said in str(refused.value)


def test_the_page_on_safety_lists_every_rule_and_no_other():
    page = (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted([*red_flags(), *contraindications(), *questionnaires()])
    outcomes = {"go on with limits": "with_limits", "letter first": "letter_first", "emergency": "emergency"}
    said = dict(re.findall(r"^\| `(\w+)` \|.*\| (go on with limits|letter first|emergency) \|$", page, re.MULTILINE))
    assert {name: outcomes[outcome] for name, outcome in said.items() if name in red_flags()} == {
        name: rule.outcome for name, rule in red_flags().items()
    }
