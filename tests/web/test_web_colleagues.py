"""Colleagues: invited by a code that works once, let in no longer from one moment to the next, clients handed over."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from samples import PASSWORD, House

from unknot.web.accounts.models import StaffMember
from unknot.web.audit.models import AuditEvent
from unknot.web.colleagues import views
from unknot.web.colleagues.models import Invitation

EMAIL = "nina@north.example"


@pytest.fixture(autouse=True)
def _fresh():
    views.wrong_codes.forget()


@pytest.fixture(autouse=True)
def _nobody_invited(house: House):
    house.practice.invitations.all().delete()


@pytest.fixture
def owner(house: House, signed_in):
    return signed_in(house.owner)


def _invite(owner, email: str = EMAIL, role: str = "therapist") -> str:
    answer = owner.post(reverse("colleagues:page"), {"name": "Nina New", "email": email, "role": role})
    assert answer.status_code == 200
    found = re.search(r'class="big-code">([A-Z0-9-]+)<', answer.content.decode())
    assert found is not None
    return found[1]


def _join(browser, code: str, email: str = EMAIL, password: str = "seven quiet rivers bend"):
    return browser.post(reverse("colleagues:join"), {"code": code, "email": email, "password": password})


def _actions() -> set[str]:
    return set(AuditEvent.objects.values_list("action", flat=True))


def test_an_invitation_makes_one_colleague_who_must_set_up_the_second_factor(owner, house, browser):
    code = _invite(owner)
    answer = _join(browser, code.lower().replace("-", " "))
    assert answer.headers["Location"] == reverse("accounts:authenticator")
    person = StaffMember.objects.get(email=EMAIL)
    assert (person.practice, person.role, person.name) == (house.practice, "therapist", "Nina New")
    assert not TOTPDevice.objects.filter(user=person, confirmed=True).exists()
    assert browser.get(reverse("today:page")).status_code == 302
    assert {"staff.invite", "staff.join"} <= _actions()
    browser.logout()
    assert _join(browser, code).status_code == 422
    assert StaffMember.objects.filter(email=EMAIL).count() == 1


def test_opening_the_link_does_nothing_and_the_code_is_in_no_path(owner, browser):
    code = _invite(owner)
    assert browser.get(reverse("colleagues:join")).status_code == 200
    assert not StaffMember.objects.filter(email=EMAIL).exists()
    assert code.replace("-", "") not in str(list(Invitation.objects.values()))


@pytest.mark.parametrize("case", ["old", "wrong", "another's address", "withdrawn", "replaced", "weak password"])
def test_no_other_code_lets_in(case, owner, browser):
    code, email, password = _invite(owner), EMAIL, "seven quiet rivers bend"
    if case == "old":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif case == "wrong":
        code = "BBBB-BBBB-BBBB"
    elif case == "another's address":
        email = "other@north.example"
    elif case == "withdrawn":
        owner.post(reverse("colleagues:withdraw", kwargs={"invitation": Invitation.objects.get().public_id}))
    elif case == "replaced":
        _invite(owner)
    else:
        password = "password1234"
    assert _join(browser, code, email, password).status_code == 422
    assert not StaffMember.objects.filter(email__in=(EMAIL, "other@north.example")).exists()


def test_guessing_codes_is_slow(owner, browser):
    _invite(owner)
    answers = [_join(browser, "BBBB-BBBB-BBBB").status_code for _time in range(11)]
    assert answers == [422] * 10 + [429]


def test_an_address_that_signs_in_already_is_not_invited(owner, house):
    answer = owner.post(
        reverse("colleagues:page"), {"name": "x", "email": house.therapist.email.upper(), "role": "therapist"}
    )
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_access_ends_at_once_with_everything_that_is_open(owner, house, signed_in, browser):
    colleague = signed_in(house.colleague)
    assert colleague.get(reverse("today:page")).status_code == 200
    owner.post(reverse("colleagues:end", kwargs={"colleague": house.colleague.public_id}))
    assert colleague.get(reverse("today:page")).status_code == 302
    assert not any(
        session.get_decoded().get("_auth_user_id") == str(house.colleague.pk) for session in Session.objects.all()
    )
    assert (
        browser.post(reverse("accounts:log_in"), {"email": house.colleague.email, "password": PASSWORD}).status_code
        == 422
    )
    assert owner.get(reverse("colleagues:page")).status_code == 200
    owner.post(reverse("colleagues:let_in", kwargs={"colleague": house.colleague.public_id}))
    assert (
        browser.post(reverse("accounts:log_in"), {"email": house.colleague.email, "password": PASSWORD}).status_code
        == 302
    )
    assert {"staff.access_ended", "staff.access_given"} <= _actions()


def test_the_owner_stays(owner, house):
    owner.post(reverse("colleagues:end", kwargs={"colleague": house.owner.public_id}))
    assert StaffMember.objects.get(pk=house.owner.pk).is_active
    assert "staff.access_ended" not in _actions()


def test_clients_are_handed_over_within_the_practice_with_a_line_for_each(owner, house, other_house, signed_in):
    client = house.clients["colleague"]
    address = reverse("colleagues:hand_over", kwargs={"colleague": house.colleague.public_id})
    for wrong in (other_house.therapist.public_id, house.colleague.public_id, uuid.uuid4(), "x", ""):
        owner.post(address, {"to": str(wrong)})
        client.refresh_from_db()
        assert client.therapist == house.colleague
    owner.post(address, {"to": str(house.therapist.public_id)})
    client.refresh_from_db()
    assert client.therapist == house.therapist
    lines = AuditEvent.objects.filter(action="client.hand_over")
    assert [line.object for line in lines] == [str(client.public_id)]
    page = reverse("timeline:page", kwargs={"client": client.public_id})
    assert signed_in(house.therapist).get(page).status_code == 200
    assert signed_in(house.colleague).get(page).status_code == 404


def test_another_practices_people_are_not_found(owner, other_house):
    for name in ("end", "let_in", "hand_over"):
        address = reverse(f"colleagues:{name}", kwargs={"colleague": other_house.therapist.public_id})
        assert owner.post(address).status_code == 404
    invitation = Invitation.objects.create(
        practice=other_house.practice, invited_by=other_house.owner, name="x", email="x@south.example", code_hash="h"
    )
    assert owner.post(reverse("colleagues:withdraw", kwargs={"invitation": invitation.public_id})).status_code == 404
    assert Invitation.objects.filter(pk=invitation.pk).exists()
    assert StaffMember.objects.get(pk=other_house.therapist.pk).is_active


def test_the_page_says_who_may_what_and_when_they_last_came(owner, house):
    StaffMember.objects.filter(pk=house.therapist.pk).update(last_login=timezone.now() - timedelta(days=3))
    text = owner.get(reverse("colleagues:page")).content.decode()
    for said in (house.therapist.name, house.colleague.email, "3 days ago", "never", "no second factor yet", "Owner"):
        assert said in text
