"""Intake: nothing about safety is skipped, the rules' outcome is shown, and who decided is kept."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from samples import House

from unknot.evidence.schema.sign import GROUPS
from unknot.web.audit.models import AuditEvent
from unknot.web.goals.models import Goal, GoalRating
from unknot.web.intake.models import Decision, Intake
from unknot.web.intake.standing import outcomes_of, standing_of


@pytest.fixture
def client(house: House):
    found = house.clients["therapist"]
    found.intakes.all().delete()
    return found


def _page(**said):
    asked = {f"asked_{place}": "on" for place in range(len(GROUPS))}
    return {"key": str(uuid.uuid4()), "asked_conditions": "on", **asked, **said}


def _send(browser, client, **said):
    return browser.post(reverse("intake:add", kwargs={"client": client.public_id}), _page(**said))


def _decide(browser, client, **said):
    (intake,) = client.intakes.all()
    address = reverse("intake:decide", kwargs={"client": client.public_id, "intake": intake.public_id})
    return browser.post(address, said, follow=True).content.decode()


def _shown(browser, client) -> str:
    return browser.get(reverse("intake:page", kwargs={"client": client.public_id})).content.decode()


def test_before_the_first_intake_nothing_is_known_and_sessions_wait(client):
    assert (standing_of(client).outcome, standing_of(client).stops) == ("not_asked", True)


def test_what_is_not_known_is_never_taken_for_a_no(therapist, client):
    _send(therapist, client, unsure=["saddle_numbness", "blood_thinner"])
    standing = standing_of(client)
    assert (standing.outcome, standing.limits.pressure) == ("letter_first", 2)
    text = _shown(therapist, client)
    assert "Nobody could say whether this is so." in text
    _decide(therapist, client, rule="cauda_equina", choice="set_aside", reason="Asked by phone: no.")
    assert standing_of(client).outcome == "with_limits"


def test_yes_goes_before_not_known(therapist, client):
    _send(therapist, client, signs=["saddle_numbness"], unsure=["saddle_numbness"])
    assert standing_of(client).outcome == "emergency"
    assert client.intakes.get().unsure == []


def test_a_questionnaire_with_a_gap_is_not_taken_for_a_low_score(therapist, client):
    _send(therapist, client, phq_nervous=3, phq_worry=3, phq_down=2)
    assert client.intakes.get().unsure == ["low_mood", "severe_distress"]
    assert standing_of(client).outcome == "with_limits"
    assert "Not filled in, so without a score:" in _shown(therapist, client)


def test_what_stopped_sessions_is_not_answered_away_without_saying_what_became_of_it(therapist, client):
    _send(therapist, client, signs=["saddle_numbness"])
    assert _send(therapist, client).status_code == 422
    assert client.intakes.count() == 1
    assert _send(therapist, client, signs=["calf_swollen"]).status_code == 302
    assert _send(therapist, client, passed="Hospital found nothing, letter of 3 May.").status_code == 302
    assert standing_of(client).outcome == "go_on"
    assert "Hospital found nothing" in _shown(therapist, client)


@pytest.mark.parametrize(("signs", "days"), [([], 365), (["new_headache"], 14)])
def test_answers_grow_old_sooner_where_something_is_watched(signs, days, therapist, client):
    _send(therapist, client, signs=signs)
    for age, old in ((days - 1, False), (days + 1, True)):
        client.intakes.update(made_at=timezone.now() - timedelta(days=age))
        assert standing_of(client).is_old is old
    assert "Ask anew." in _shown(therapist, client)


def test_rules_that_came_later_hold_for_answers_that_were_given_before(client):
    client.intakes.create(therapist=client.therapist, key=uuid.uuid4(), signs=["clumsy"], outcome="go_on")
    assert outcomes_of([client]) == {client: "letter_first"}


def test_nothing_said_means_go_on(therapist, client):
    assert _send(therapist, client).status_code == 302
    assert standing_of(client).outcome == "go_on"
    assert "Nothing that was asked speaks against a session." in _shown(therapist, client)


@pytest.mark.parametrize("place", range(len(GROUPS)))
def test_a_group_of_safety_questions_that_was_not_asked_is_not_passed_over(place, therapist, client):
    said = _page()
    del said[f"asked_{place}"]
    address = reverse("intake:add", kwargs={"client": client.public_id})
    assert therapist.post(address, said).status_code == 422
    assert not client.intakes.exists()


def test_the_same_page_sent_twice_is_one_intake_with_one_set_of_goals(therapist, client):
    said = _page(activity_1="Gardening", rating_1="3")
    address = reverse("intake:add", kwargs={"client": client.public_id})
    for _again in range(2):
        assert therapist.post(address, said).status_code == 302
    assert client.intakes.count() == 1
    assert Goal.objects.filter(client=client, activity="Gardening").count() == 1
    assert [rating.value for rating in GoalRating.objects.filter(goal__client=client)] == [3]


def test_answers_are_scored_and_shown_with_their_band(therapist, client):
    answers = {"phq_nervous": 3, "phq_worry": 3, "phq_interest": 3, "phq_down": 0}
    answers |= {"peg_average": 7, "peg_enjoyment": 4, "peg_activity": 5, "gcps_pain_days": 2, "gcps_limited_days": 0}
    _send(therapist, client, **answers)
    text = _shown(therapist, client)
    assert "severe; positive screen for anxiety; positive screen for low mood" in text
    assert "bothersome chronic pain" in text
    assert "5.3" in text
    assert standing_of(client).outcome == "with_limits"
    assert "Much distress" in text


def test_a_change_is_told_with_the_threshold_it_is_judged_by(therapist, client):
    _send(therapist, client, peg_average=7, peg_enjoyment=7, peg_activity=7)
    _send(therapist, client, peg_average=5, peg_enjoyment=5, peg_activity=5)
    assert "\N{MINUS SIGN}2 since the intake before; 1 is a change that people notice" in _shown(therapist, client)


def test_a_local_condition_asks_for_its_place(therapist, client):
    assert _send(therapist, client, conditions=["wound"]).status_code == 422
    assert _send(therapist, client, conditions=["wound"], places=["knee_left"]).status_code == 302
    assert "leave out: left knee" in _shown(therapist, client)


def test_setting_aside_needs_a_reason_and_is_kept_with_who_and_when(therapist, client, house):
    _send(therapist, client, signs=["growing_weakness"])
    assert standing_of(client).stops
    assert "Say why it is set aside" in _decide(therapist, client, rule="growing_weakness", choice="set_aside")
    assert standing_of(client).stops
    _decide(therapist, client, rule="growing_weakness", choice="set_aside", reason="Seen by Dr Hall on Monday.")
    decision = Decision.objects.get(intake__client=client)
    assert (decision.by, decision.reason) == (house.therapist, "Seen by Dr Hall on Monday.")
    assert standing_of(client).outcome == "go_on"
    assert "Set aside: therapist north. Seen by Dr Hall on Monday." in _shown(therapist, client)


def test_an_emergency_is_not_set_aside(therapist, client):
    _send(therapist, client, signs=["saddle_numbness"])
    text = _decide(therapist, client, rule="cauda_equina", choice="set_aside", reason="It is nothing.")
    assert "An emergency is not set aside." in text
    assert standing_of(client).outcome == "emergency"


@pytest.mark.parametrize("said", [{"rule": "fever", "choice": "followed"}, {"rule": "thunderclap_headache"}, {}])
def test_a_rule_that_does_not_hold_is_not_decided_on(said, therapist, client):
    _send(therapist, client, signs=["growing_weakness"])
    assert "There is no such rule to decide on." in _decide(therapist, client, **said)
    assert not Decision.objects.filter(intake__client=client).exists()


def test_a_condition_set_aside_no_longer_limits_sessions(therapist, client):
    _send(therapist, client, conditions=["blood_thinner"])
    assert standing_of(client).limits.pressure == 2
    _decide(therapist, client, rule="blood_thinner", choice="set_aside", reason="Stopped last year.")
    assert standing_of(client).limits.pressure is None


def test_what_a_graver_finding_says_already_is_not_said_twice_until_that_is_set_aside(therapist, client):
    _send(therapist, client, signs=["weight_loss", "night_pain"])
    assert [finding.rule.name for finding, _ in standing_of(client).findings] == ["signs_of_cancer"]
    _decide(therapist, client, rule="signs_of_cancer", choice="set_aside", reason="Dr Hall looked.")
    named = [finding.rule.name for finding, _ in standing_of(client).findings]
    assert named == ["signs_of_cancer", "one_sign_of_illness"]
    assert standing_of(client).outcome == "with_limits"


def test_the_letter_says_what_was_answered_and_does_not_diagnose(therapist, client):
    client.born = date(1950, 5, 4)
    client.save()
    _send(therapist, client, signs=["growing_weakness"])
    address = reverse("intake:letter", kwargs={"client": client.public_id, "intake": client.intakes.get().public_id})
    text = therapist.get(address).content.decode()
    assert "Is an arm or a leg getting weaker" in text
    assert "4 May 1950" in text
    assert "I do not diagnose" in text


def test_an_age_that_is_known_is_not_asked_again(therapist, client):
    address = reverse("intake:add", kwargs={"client": client.public_id})
    ticked = 'name="signs" value="over_70" checked'
    assert ticked not in therapist.get(address).content.decode()
    client.born = date(1950, 5, 4)
    client.save()
    assert ticked in therapist.get(address).content.decode()
    _send(therapist, client, signs=["under_18"])
    assert client.intakes.first().signs == ["over_50", "over_70"]


def test_the_audit_log_names_the_intake_and_nothing_that_was_answered(therapist, client):
    _send(therapist, client, signs=["fever"], note="coughs at night")
    event = AuditEvent.objects.filter(practice=client.practice, action="intake.add").get()
    assert event.object == str(Intake.objects.get(client=client).public_id)
    assert "fever" not in str(event.__dict__)


def _mood(client, *signs):
    Intake.objects.create(
        client=client, therapist=client.therapist, key=uuid.uuid4(), signs=list(signs), outcome="with_limits"
    )


@pytest.mark.parametrize("sign", ["low_mood", "severe_distress", "words_of_self_harm"])
def test_who_may_be_in_despair_is_shown_whom_to_call(sign, therapist, client):
    _mood(client, sign)
    address = reverse("intake:page", kwargs={"client": client.public_id})
    text = therapist.get(address).content.decode()
    assert "call the emergency number of your country" in text
    assert "written down no crisis line yet" in text
    type(client.practice).objects.update(crisis_line="Open Ear, 0800 000")
    assert "<strong>Open Ear, 0800 000</strong>" in therapist.get(address).content.decode()


def test_the_crisis_line_is_not_on_other_intakes(therapist, client):
    _mood(client, "fever")
    text = therapist.get(reverse("intake:page", kwargs={"client": client.public_id})).content.decode()
    assert "emergency number" not in text


def test_the_owner_writes_the_crisis_line_and_nobody_else(house, signed_in):
    address = reverse("preferences:practice")
    assert signed_in(house.therapist).post(address, {"crisis_line": "mine"}).status_code == 403
    assert signed_in(house.owner).post(address, {"crisis_line": "Open Ear, 0800 000"}).status_code == 302
    assert signed_in(house.owner).post(address, {"crisis_line": "x" * 201}).status_code == 422
    house.practice.refresh_from_db()
    assert house.practice.crisis_line == "Open Ear, 0800 000"
    page = reverse("preferences:page")
    assert "Open Ear" in signed_in(house.owner).get(page).content.decode()
    assert "Crisis line" not in signed_in(house.therapist).get(page).content.decode()


@pytest.mark.parametrize(
    ("condition", "said"),
    [("epilepsy", "camphor or eucalyptus"), ("allergy_to_latex", "latex gloves"), ("allergy_to_scents", "scent")],
)
def test_what_the_skin_or_the_nerves_do_not_bear_changes_the_product(condition, said, therapist, client):
    Intake.objects.create(
        client=client, therapist=client.therapist, key=uuid.uuid4(), conditions=[condition], outcome="with_limits"
    )
    text = therapist.get(reverse("intake:page", kwargs={"client": client.public_id})).content.decode()
    assert '<th scope="row">Product</th>' in text
    assert said in text
