"""Plans in the app: looked for in the background, and chosen by a person within what stands for the client."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from made_up_search import NAME, WISHES, address_of, found_said, option_said, page_of, search_for, stop, unstopped
from samples import House

from unknot.web.audit.models import AuditEvent
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.intake.models import Intake
from unknot.web.plans import search as searching
from unknot.web.plans.models import Plan, PlanSearch
from unknot.web.plans.option import Option, check_option
from unknot.web.plans.search import look_for_plans
from unknot.web.plans.shown import in_ten, shown
from unknot.web.sessions.models import Session


@pytest.fixture
def client(house: House) -> Client:
    return unstopped(house)


def _choose(browser, client: Client, search: PlanSearch, place: int = 0, key: uuid.UUID | None = None):
    sent = {"key": str(key or uuid.uuid4()), "search": str(search.public_id), "place": str(place)}
    return browser.post(address_of("choose", client), sent, follow=True)


def test_asking_leaves_work_for_the_worker_and_the_page_waits_with_what_was_typed(therapist, client):
    answer = therapist.post(address_of("page", client), WISHES | {"budget": "", "price": "55.50"})
    assert answer.status_code == 302
    search = PlanSearch.objects.get(client=client)
    assert search.waiting_since is not None
    assert (search.wishes["price"], search.wishes["budget"], search.wishes["weeks"]) == (55.5, None, 4)
    text = page_of(therapist, client)
    assert "Laying plans over the coming weeks" in text
    assert 'value="55.5"' in text
    assert AuditEvent.objects.filter(action="plan.search").count() == 1


@pytest.mark.parametrize("wrong", [{"weeks": "0"}, {"goal_days": "9"}, {"price": "-1"}, {"home_minutes": "x"}])
def test_wishes_that_cannot_be_are_refused_and_stay_on_thepage(wrong, therapist, client):
    answer = therapist.post(address_of("page", client), WISHES | {"budget": "777"} | wrong)
    assert answer.status_code == 422
    assert 'value="777"' in answer.content.decode()
    assert not PlanSearch.objects.exists()


def test_the_worker_hands_on_what_was_wished_for_and_the_limits_of_the_intake(client, monkeypatch):
    Intake.objects.create(client=client, therapist=client.therapist, key=uuid.uuid4(), conditions=["pregnancy"])
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(searching, "plans_for", lambda *given: asked.append(given) or found_said(client))
    searching.ask_for(client, client.therapist, WISHES)
    assert look_for_plans() == 1
    ((_record, wanted, longest, first_day),) = asked
    assert (wanted.goal, wanted.budget, wanted.most_a_week) == ("pain<=4 on 5 of 7 days", 400, 2)
    assert longest.minutes == 60
    assert longest.by == ("Pregnancy",)
    assert first_day > timezone.now().date()
    search = PlanSearch.objects.get(client=client)
    assert search.waiting_since is None
    assert search.kept_to == {"stops": False, "minutes": 60}


def test_a_search_that_fails_says_so_and_waits_no_longer(therapist, client, monkeypatch):
    monkeypatch.setattr(searching, "plans_for", lambda *given: 1 / 0)
    searching.ask_for(client, client.therapist, WISHES)
    look_for_plans()
    assert PlanSearch.objects.get(client=client).waiting_since is None
    assert "Something went wrong while looking" in page_of(therapist, client)


def test_what_was_asked_for_meanwhile_is_not_overwritten_by_an_older_answer(client, monkeypatch):
    def slow(*_given):
        searching.ask_for(client, client.therapist, WISHES | {"weeks": 6})
        return found_said(client)

    searching.ask_for(client, client.therapist, WISHES)
    monkeypatch.setattr(searching, "plans_for", slow)
    look_for_plans()
    search = PlanSearch.objects.get(client=client)
    assert search.found is None
    assert search.waiting_since is not None
    assert search.wishes["weeks"] == 6


def test_options_stand_beside_doing_nothing_and_carrying_on(therapist, client):
    search_for(client)
    text = page_of(therapist, client)
    for said in (NAME, "Do nothing", "Carry on as now", "62 %", "3.4", "2.1 to 5.0", "−2 to +14", "established"):
        assert said in text
    assert text.count('class="plan-picture"') == 4
    assert text.count("Choose this plan") == 2
    assert text.count("<caption") + text.count("Week by week") >= 4
    assert "Your relief halves in about 3 days." in text
    assert "Never hands-on alone" in text


def test_too_little_data_is_a_state_of_its_own(therapist, client):
    search_for(client, supported=False)
    text = page_of(therapist, client)
    assert "Not enough data yet for a plan of their own" in text
    assert "What may be expected of people in general" in text


def test_without_a_diary_nothing_is_asked_for(therapist, client):
    client.entries.all().delete()
    assert "A plan begins with the diary" in page_of(therapist, client)
    assert therapist.post(address_of("page", client), WISHES).status_code == 422
    assert not PlanSearch.objects.exists()


@pytest.mark.parametrize("sign", ["fever", "thunderclap"])
def test_nobody_is_planned_for_whom_a_red_flag_stops(sign, therapist, client):
    search = search_for(client)
    stop(client, sign)
    text = page_of(therapist, client)
    assert "No plan before somebody has looked" in text
    assert "Choose this plan" not in text
    assert therapist.post(address_of("page", client), WISHES).status_code == 422
    assert "What stands for the client has changed" in _choose(therapist, client, search).content.decode()
    assert not Plan.objects.filter(client=client).exists()
    searching.ask_for(client, client.therapist, WISHES)
    look_for_plans()
    assert PlanSearch.objects.get(client=client).found is None


def test_options_found_under_other_limits_cannot_be_chosen(therapist, client):
    search = search_for(client)
    Intake.objects.create(client=client, therapist=client.therapist, key=uuid.uuid4(), conditions=["pregnancy"])
    assert "None of them can be chosen" in page_of(therapist, client)
    _choose(therapist, client, search)
    assert not Plan.objects.filter(client=client).exists()


def test_choosing_keeps_who_when_and_from_which_answer_once(therapist, client, house):
    search, key = search_for(client), uuid.uuid4()
    for _time in range(2):
        assert "The plan" in _choose(therapist, client, search, key=key).content.decode()
    plan = Plan.objects.get(client=client)
    assert (plan.chosen_by, plan.as_of, plan.title) == (house.therapist, search.as_of, NAME)
    assert plan.chance_without == 0.62
    assert AuditEvent.objects.filter(action="plan.choose").count() == 1
    assert f"by {house.therapist.name}" in page_of(therapist, client)


@pytest.mark.parametrize("sent", [{"place": "2"}, {"place": "9"}, {"place": "x"}, {"search": str(uuid.uuid4())}, {}])
def test_only_a_plan_of_this_answer_can_be_chosen(sent, therapist, client):
    search = search_for(client)
    whole = {"key": str(uuid.uuid4()), "search": str(search.public_id), "place": "0"}
    therapist.post(address_of("choose", client), whole | sent if sent else {})
    assert not Plan.objects.filter(client=client).exists()


def test_another_choice_ends_the_plan_before(therapist, client):
    search = search_for(client)
    _choose(therapist, client, search)
    _choose(therapist, client, search, place=1)
    assert Plan.running(client).title == "1 session, with exercise at home"
    assert Plan.objects.get(client=client, title=NAME).end_reason == Plan.End.REPLACED


def test_a_chance_is_said_in_tens():
    assert [in_ten(chance) for chance in (0.01, 0.31, 0.55, 0.97)] == [
        "less than 1 in 10",
        "about 3 in 10",
        "about 6 in 10",
        "more than 9 in 10",
    ]


def test_what_cannot_be_read_as_an_option_is_refused(client):
    check_option(option_said(client))
    for broken in ({}, [], {"kind": "plan"}, option_said(client) | {"days": []}, option_said(client) | {"kind": "x"}):
        with pytest.raises(ValidationError):
            check_option(broken)
    with pytest.raises(ValidationError):
        check_option(option_said(client) | {"schedule": [{"time": "2026-11-24T14:00"}]})


def test_pictures_stay_within_their_frame(client):
    said = found_said(client)
    for each in shown(said, 4, client.practice):
        picture = each.picture
        assert all(picture.left <= x <= picture.right for x in picture.knots)
        assert picture.top <= picture.goal_y <= picture.bottom
        assert picture.band.startswith("M")
        assert bool(picture.bare) == (each.option.kind != "do nothing")
        assert len(each.weeks) == 4
        assert sum(week.sessions for week in each.weeks) == len(Option.of(said["options"][each.place]).sessions)


@pytest.mark.slow
def test_plans_are_found_for_a_real_record(client):
    for back in range(30):
        when = timezone.now() - timedelta(days=back)
        answers = {"pain": 3 + back % 7 // 2}
        Entry.objects.create(client=client, key=uuid.uuid4(), for_when=when, written_at=when, answers=answers)
    for back in (7, 14, 21, 28):
        when = timezone.now() - timedelta(days=back)
        Session.objects.create(client=client, therapist=client.therapist, started_at=when)
    searching.ask_for(client, client.therapist, WISHES)
    look_for_plans()
    search = PlanSearch.objects.get(client=client)
    assert search.problem == ""
    options = [Option.of(said) for said in search.found["options"]]
    assert {"do nothing", "carry on as now"} <= {option.kind for option in options}
    for option in options:
        assert option.days[0].when > timezone.now()
        assert len(option.days) == 28
        if option.is_plan and option.sessions:
            assert any(home.name == "exercise" for home in option.home)
