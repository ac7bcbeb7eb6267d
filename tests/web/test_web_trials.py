"""A trial of one in the app: sealed, opened period by period, analysed when it is over, and honest about it."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from made_up_trial import DAYS, TITLES, WISHES, finding_said, sealed_and_protocol, trial_of
from samples import House

from unknot.web.audit.models import AuditEvent
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.intake.models import Intake
from unknot.web.trials import work
from unknot.web.trials.models import Trial
from unknot.web.trials.protocol import Finding, check_finding, check_protocol
from unknot.web.trials.shown import WIDTH, bar_of


@pytest.fixture
def client(house: House) -> Client:
    """A client whom nothing stops, without a trial."""
    found = house.clients["therapist"]
    found.trials.all().delete()
    found.intakes.all().delete()
    _intake(found, outcome="go_on")
    return found


def _address(name: str, client: Client, **more: Any) -> str:
    return reverse(f"trials:{name}", kwargs={"client": client.public_id, **more})


def _page(browser, client: Client) -> str:
    return browser.get(_address("page", client)).content.decode()


def _typed(client: Client, **other: Any) -> dict[str, Any]:
    tomorrow = client.practice.local(timezone.now()).date() + timedelta(days=1)
    return WISHES | {"starts_on": tomorrow.isoformat(), "blocks": "2", "meaningful": "1.0"} | other


def _intake(client: Client, **said: Any) -> None:
    Intake.objects.create(client=client, therapist=client.therapist, key=uuid.uuid4(), **said)


def test_two_options_are_designed_in_the_background_and_begin_when_both_agree(therapist, client, monkeypatch):
    asked: list[tuple[Any, ...]] = []

    def designed(*given):
        asked.append(given)
        return sealed_and_protocol(given[2])

    monkeypatch.setattr(work, "designed", designed)
    assert therapist.post(_address("page", client), _typed(client)).status_code == 302
    assert "Simulating trials of this size" in _page(therapist, client)
    assert work.work_on_trials() == 1
    ((_record, options, _start, blocks, meaningful),) = asked
    assert [option.text for option in options] == ["massage 60 min weekly", "no massage"]
    assert (blocks, meaningful) == (2, 1.0)
    text = _page(therapist, client)
    assert text.count('<span class="soft">sealed</span>') == 4
    trial = Trial.current(client)
    assert "Open period" not in text
    therapist.post(_address("begin", client, trial=trial.public_id))
    assert Trial.current(client).begun_at is not None
    assert {"trial.design", "trial.begin"} <= set(AuditEvent.objects.values_list("action", flat=True))


@pytest.mark.parametrize(
    "wrong",
    [
        {"spacing_1": "no"},
        {"spacing_1": "daily"},
        {"minutes_1": "400"},
        {"starts_on": "2020-01-01"},
        {"treatment_2": "nsaid"},
        {"blocks": "5"},
    ],
)
def test_what_is_no_trial_is_refused(wrong, therapist, client):
    assert therapist.post(_address("page", client), _typed(client) | wrong).status_code == 422
    assert not Trial.objects.filter(client=client).exists()


def test_sessions_longer_than_the_intake_allows_are_not_compared(therapist, client):
    _intake(client, conditions=["pregnancy"])
    answer = therapist.post(_address("page", client), _typed(client, minutes_1="90"))
    assert "sessions last at most 60 minutes" in answer.content.decode()
    trial = trial_of(client, longest_minutes=90)
    assert "end the trial" in _page(therapist, client)
    therapist.post(_address("open_next", client, trial=trial.public_id))
    assert Trial.current(client).openings == []


def test_nothing_is_begun_or_opened_while_a_red_flag_stops(therapist, client):
    _intake(client, signs=["fever"])
    assert therapist.post(_address("page", client), _typed(client)).status_code == 422
    trial = trial_of(client, begun_at=None)
    therapist.post(_address("begin", client, trial=trial.public_id))
    assert Trial.current(client).begun_at is None
    Trial.objects.update(begun_at=timezone.now())
    therapist.post(_address("open_next", client, trial=trial.public_id))
    assert Trial.current(client).openings == []


def test_a_period_opens_on_its_first_day_and_not_before_and_proves_itself(therapist, client, house, on_phone):
    trial = trial_of(client)
    address = _address("open_next", client, trial=trial.public_id)
    for _time in range(2):
        therapist.post(address)
    (opening,) = Trial.current(client).openings
    number, option = opening["number"], TITLES.index(opening["title"])
    proof = hashlib.sha256(f"{opening['key']} period {number} option {option}".encode()).hexdigest()
    assert proof == trial.protocol["periods"][0]["hash"]
    text = _page(therapist, client)
    assert text.count('<span class="soft">sealed</span>') == 3
    assert f"<strong>{opening['title']}</strong>" in text
    phone = on_phone(house.tokens["therapist"])
    assert f"Now: {opening['title']}." in phone.get(reverse("diary:write")).content.decode()
    assert opening["title"] in phone.get(reverse("trials:own")).content.decode()
    # Two weeks later.
    Trial.objects.update(protocol=sealed_and_protocol(trial.starts_on - timedelta(days=DAYS))[1])
    therapist.post(address)
    assert len(Trial.current(client).openings) == 2


def test_a_broken_seal_is_not_a_missing_order(therapist, client):
    trial = trial_of(client)
    sealed = json.loads(trial.sealed)
    for change, said in (({"seed": "another one"}, "seal of this trial is broken"), ({}, "own copy")):
        kept = {**sealed, **change} if change else {name: part for name, part in sealed.items() if name != "seed"}
        Trial.objects.update(sealed=json.dumps(kept))
        answer = therapist.post(_address("open_next", client, trial=trial.public_id), follow=True)
        assert said in answer.content.decode()
        assert Trial.current(client).openings == []


def test_the_secret_is_on_no_page(therapist, client, house, on_phone):
    trial_of(client)
    phone = on_phone(house.tokens["therapist"])
    for browser, address in ((therapist, _address("page", client)), (phone, reverse("trials:own"))):
        assert "a secret of the tests" not in browser.get(address).content.decode()


def test_nobody_looks_before_it_is_over(therapist, client):
    trial = trial_of(client)
    answer = therapist.post(_address("analyse", client, trial=trial.public_id), follow=True)
    assert "analysed when it is over" in answer.content.decode()
    assert Trial.current(client).waiting_since is None


def test_what_it_found_is_said_in_its_own_words_can_t_tell_included(therapist, client, monkeypatch):
    trial = trial_of(client, days_ago=4 * DAYS + 1)
    monkeypatch.setattr(work, "analysed", lambda record, sealed: finding_said())
    therapist.post(_address("analyse", client, trial=trial.public_id))
    assert "Weighing the answers" in _page(therapist, client)
    work.work_on_trials()
    text = _page(therapist, client)
    for said in ("Can’t tell.", "This is not a finding of no difference.", "does not promise less pain"):
        assert said in text
    therapist.post(_address("end", client, trial=trial.public_id), {"end_note": "fortnightly from now on"})
    assert "fortnightly from now on" in _page(therapist, client)
    assert "Is this better for me?" in _page(therapist, client)


def test_a_failure_is_said_and_waits_no_longer(therapist, client, monkeypatch):
    trial_of(client, protocol=None, begun_at=None, waiting_since=timezone.now())
    monkeypatch.setattr(work, "designed", lambda *given: 1 / 0)
    work.work_on_trials()
    assert "Something went wrong." in _page(therapist, client)
    assert Trial.current(client).waiting_since is None


def test_the_bar_shows_gains_of_the_second_option_to_the_right():
    found = Finding.of(finding_said())
    assert (found.low, found.middle, found.high) == (-1.1, 0.4, 1.9)
    bar = bar_of(found)
    assert bar.middle > WIDTH / 2 > bar.low
    assert bar.low + bar.length <= WIDTH


def test_what_cannot_be_read_is_refused():
    check_protocol(None)
    check_finding(finding_said())
    for broken in ({}, [], {"periods": []}, {"option_titles": ["a"]}):
        with pytest.raises(ValidationError):
            check_protocol(broken)
        with pytest.raises(ValidationError):
            check_finding(broken)


def test_a_real_analysis_of_the_diary_is_kept(therapist, client):
    trial = trial_of(client, days_ago=4 * DAYS + 1)
    client.entries.all().delete()
    for day in range(4 * DAYS):
        when = timezone.now() - timedelta(days=day + 1)
        said = {"pain": 4 + day % 3}
        Entry.objects.create(client=client, key=uuid.uuid4(), for_when=when, written_at=when, answers=said)
    Trial.objects.filter(pk=trial.pk).update(waiting_since=timezone.now())
    work.work_on_trials()
    trial.refresh_from_db()
    assert trial.problem == ""
    assert trial.found is not None
    assert trial.found.low < trial.found.middle < trial.found.high
    assert trial.found.says[0] in _page(therapist, client).replace("&#x27;", "'")


@pytest.mark.slow
def test_a_real_design_can_be_begun_and_opened(therapist, client):
    therapist.post(_address("page", client), _typed(client, treatment_1="relaxation", treatment_2="relaxation"))
    work.work_on_trials()
    trial = Trial.current(client)
    assert trial.problem == ""
    assert trial.plan.titles == ("Relaxation, 60 minutes weekly", "no relaxation")
    therapist.post(_address("begin", client, trial=trial.public_id))
    Trial.objects.update(
        protocol=trial.protocol | {"periods": sealed_and_protocol(timezone.now().date())[1]["periods"]}
    )
    therapist.post(_address("open_next", client, trial=trial.public_id))
    assert Trial.current(client).opened[0] in trial.plan.titles


def test_the_page_says_what_is_on_now_and_until_when(therapist, client):
    trial = trial_of(client)
    assert "What is on now is still sealed." in _page(therapist, client)
    therapist.post(_address("open_next", client, trial=trial.public_id))
    text = _page(therapist, client)
    assert f"Now: {Trial.current(client).opened[-1]}" in text
    assert "Period 1 of 4, until" in text


@pytest.mark.parametrize(
    ("days_ago", "said"), [(-3, "It begins soon"), (1, "This is part 1 of 4."), (60, "The last day has passed")]
)
def test_the_phone_says_where_in_the_trial_the_client_is(days_ago, said, client, house, on_phone):
    trial_of(client, days_ago=days_ago, begun_at=timezone.now())
    text = on_phone(house.tokens["therapist"]).get("/mine/trial/").content.decode()
    assert said in text
