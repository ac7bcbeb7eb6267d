"""Safety rules: what each answer leads to, and that more signs never lead to less care."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.errors import FactError, UnknotError
from unknot.evidence.body import REGIONS
from unknot.evidence.load import questionnaires, studies
from unknot.evidence.safety.facts import contraindications, read_red_flags, red_flags, signs
from unknot.evidence.safety.limits import breaches
from unknot.evidence.safety.screening import screen
from unknot.evidence.safety.set_aside import SetAside
from unknot.evidence.safety.signs_read import signs_in_scores, signs_of_age
from unknot.evidence.schema.red_flag import EMERGENCY, GO_ON, OUTCOMES

SIGNS = sorted(signs())
CONDITIONS = sorted(name for name, rule in contraindications().items() if rule.question)
NAMES = sorted({*SIGNS, *CONDITIONS})
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
        (["stroke_signs"], "emergency", "stroke"),
        (["head_blow"], "emergency", "head_injury"),
        (["stiff_neck"], "emergency", "meningitis"),
        (["belly_pulse"], "emergency", "aneurysm"),
        (["pregnancy_danger"], "emergency", "pregnancy_in_danger"),
        (["hot_joint"], "letter_first", "hot_joint"),
        (["hot_joint", "fever"], "emergency", "hot_joint_and_ill"),
        (["over_50", "new_headache"], "letter_first", "giant_cell_arteritis"),
        (["over_50", "jaw_tires"], "letter_first", "giant_cell_arteritis"),
        (["new_headache"], "with_limits", "new_headache"),
        (["new_headache", "cancer_past"], "letter_first", "headache_with_history"),
        (["new_headache", "minor_trauma"], "letter_first", "artery_after_strain"),
        (["calf_sore"], "with_limits", "sore_calf"),
        (["calf_sore", "clot_risk"], "letter_first", "clot_possible"),
        (["clumsy"], "letter_first", "cord_of_the_neck"),
        (["skin_spreading"], "letter_first", "skin_infection"),
        (["new_lump"], "letter_first", "new_lump"),
        (["under_18"], "letter_first", "child"),
        (["consent_doubt"], "letter_first", "consent"),
        (["low_mood"], "with_limits", "low_mood"),
        (["words_of_self_harm"], "emergency", "words_of_self_harm"),
        (["severe_distress"], "with_limits", "severe_distress"),
    ],
)
def test_what_signs_lead_to(present, outcome, rule):
    found = screen(present)
    assert found.outcome == outcome
    assert rule in [finding.rule.name for finding in found.findings]


@pytest.mark.parametrize(
    "sign",
    [
        "minor_trauma",
        "over_70",
        "over_50",
        "jaw_tires",
        "clot_risk",
        "immune_low",
        "injected_drugs",
        "recent_infection",
    ],
)
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


@given(
    st.sets(st.sampled_from(SIGNS), max_size=5),
    st.sets(st.sampled_from(CONDITIONS), max_size=3),
    st.sets(st.sampled_from(NAMES), max_size=4),
    st.sampled_from(NAMES),
)
def test_from_no_to_not_known_to_yes_care_never_becomes_less(present, conditions, unknown, further):
    yes = (
        {*present, further} if further in SIGNS else present,
        {*conditions, further} if further in CONDITIONS else conditions,
    )
    no = screen(present, conditions, unknown=unknown)
    perhaps = screen(present, conditions, unknown={*unknown, further})
    sure = screen(*yes, unknown=unknown)
    ranks = [OUTCOMES.index(found.outcome) for found in (no, perhaps, sure)]
    assert ranks == sorted(ranks)
    assert set(no.conditions) <= set(perhaps.conditions) <= set(sure.conditions)


@pytest.mark.parametrize("rule", red_flags().values(), ids=lambda rule: rule.name)
def test_a_rule_holds_from_the_first_sign_that_completes_it_and_not_before(rule):
    enough = [*rule.all, *rule.any[: rule.least or 1]] if rule.any else list(rule.all)
    assert rule.found_in(frozenset(enough)) == tuple(enough)
    for left_out in enough:
        assert not rule.found_in(frozenset(enough) - {left_out})


@pytest.mark.parametrize("sign", [name for name, sign in signs().items() if sign.asked_of != "score"])
def test_nothing_is_an_emergency_by_not_being_known_and_nothing_grave_goes_on(sign):
    known, unknown = screen([sign]), screen([], unknown=[sign])
    assert unknown.outcome == ("letter_first" if known.outcome == "emergency" else known.outcome)
    assert all(not finding.certain for finding in unknown.findings)


def test_a_rule_that_holds_by_what_is_known_is_certain_whatever_else_is_not():
    found = screen(["calf_swollen"], unknown=["chest_pain"])
    assert found.outcome == "emergency"
    assert {finding.rule.name: finding.certain for finding in found.findings} == {
        "clot_in_the_leg": True,
        "lungs_or_heart": False,
    }


def test_a_condition_that_is_not_known_limits_as_one_that_is_there():
    assert screen([], unknown=["blood_thinner"]).limits == screen([], ["blood_thinner"]).limits
    assert screen([], unknown=["osteoporosis"]).limits.pressure == 2


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


def test_distress_and_low_mood_are_read_off_the_scores_from_their_thresholds_on():
    assert signs_in_scores(SEVERE).present == ("low_mood", "severe_distress")
    assert signs_in_scores({**SEVERE, "phq_nervous": 2}).present == ("low_mood",)
    mood = {"phq_nervous": 0, "phq_worry": 0, "phq_interest": 2}
    assert signs_in_scores({**mood, "phq_down": 1}).present == ("low_mood",)
    assert signs_in_scores({**mood, "phq_down": 0}).present == ()
    assert signs_in_scores({**mood, "phq_down": 0}).unknown == ()


def test_a_score_with_a_gap_shows_what_no_answer_could_undo_and_leaves_open_what_one_could_show():
    three = {"phq_nervous": 3, "phq_worry": 3, "phq_interest": 3}
    assert set(signs_in_scores(three).present) == {"severe_distress", "low_mood"}
    assert signs_in_scores({"phq_down": 2}).unknown == ("low_mood", "severe_distress")
    assert signs_in_scores({"phq_nervous": 1, "phq_down": 0}).unknown == ("low_mood",)
    assert signs_in_scores({}) == signs_in_scores({"peg_average": 9})


@given(st.dictionaries(st.sampled_from(sorted(SEVERE)), st.integers(0, 3)), st.sampled_from(sorted(SEVERE)))
def test_one_more_answer_never_takes_a_sign_away(answers, item):
    shown = set(signs_in_scores(answers).present)
    for answer in range(4):
        further = signs_in_scores({item: answer, **answers})
        assert shown <= set(further.present)


@pytest.mark.parametrize(
    ("years", "names"),
    [
        (17, {"under_18"}),
        (18, set()),
        (50, set()),
        (51, {"over_50"}),
        (70, {"over_50"}),
        (71, {"over_50", "over_70"}),
    ],
)
def test_an_age_shows_its_signs_from_the_birthday_on(years, names):
    assert set(signs_of_age(years)) == names


def test_no_name_means_two_things():
    """Decisions name a rule, and what is not known names a sign or a condition."""
    assert not set(red_flags()) & set(contraindications())
    for name in set(signs()) & set(contraindications()):
        assert contraindications()[name].sign == name


@pytest.mark.parametrize(
    "rule",
    [*red_flags().values(), *contraindications().values()],
    ids=lambda rule: f"{type(rule).__name__}-{rule.name}",
)
def test_every_rule_rests_on_sources_that_were_seen_and_can_be_found(rule):
    for key in rule.sources:
        assert studies()[key].verified
        assert studies()[key].link


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


@pytest.mark.parametrize(
    ("rule", "by", "reason", "said"),
    [
        ("fevr", "Kim", "over", "Did you mean 'fever'?"),
        ("fever", " ", "over", "by a person and for a reason"),
        ("fever", "Kim", "", "by a person and for a reason"),
    ],
)
def test_nothing_is_set_aside_without_a_rule_a_person_and_a_reason(rule, by, reason, said):
    with pytest.raises(UnknotError, match=re.escape(said)):
        SetAside(rule, by, reason)


def test_what_might_be_an_emergency_can_be_set_aside_and_what_is_one_cannot():
    aside = [SetAside("cauda_equina", "Dr Roe", "examined today")]
    assert screen([], unknown=["bladder_bowel"], aside=aside).outcome == GO_ON
    assert screen(["bladder_bowel"], aside=aside).outcome == EMERGENCY
