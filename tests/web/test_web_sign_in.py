"""Signing in: two factors, slow guessing, an end after a while."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from samples import PASSWORD, House

from unknot.web.accounts import limits, lockout
from unknot.web.accounts.models import FailedLogIn, Practice, StaffMember
from unknot.web.accounts.readmit import readmit
from unknot.web.audit.models import AuditEvent

SET_UP = {
    "practice": "Quiet Hands",
    "time_zone": "Europe/Oslo",
    "name": "Kim",
    "email": "Kim@Example.org",
    "password": "a sentence of our own",
}


def _code(person: StaffMember) -> str:
    return f"{totp(TOTPDevice.objects.get(user=person).bin_key):06d}"


def test_an_empty_house_is_set_up_once(browser):
    assert browser.get("/log-in/").headers["Location"] == "/set-up/"
    assert browser.post("/set-up/", SET_UP).headers["Location"] == "/set-up/authenticator/"
    owner = StaffMember.objects.get()
    assert owner.is_owner
    assert owner.email == "kim@example.org"
    browser.get("/set-up/authenticator/")
    assert (
        browser.post("/set-up/authenticator/", {"code": _code(owner)}).headers["Location"] == "/set-up/recovery-sheet/"
    )
    assert browser.get("/today/").status_code == 200
    assert browser.get("/set-up/").status_code == 404


def test_the_first_client_waits_for_a_recovery_sheet_that_was_typed_back(browser):
    browser.post("/set-up/", SET_UP)
    browser.get("/set-up/authenticator/")
    browser.post("/set-up/authenticator/", {"code": _code(StaffMember.objects.get())})
    assert browser.get("/clients/add/").headers["Location"] == "/set-up/recovery-sheet/"
    code = browser.post("/set-up/recovery-sheet/").context["code"]
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert browser.post("/set-up/recovery-sheet/test/", {"code": wrong}).status_code == 422
    assert browser.get("/clients/add/").status_code == 302
    as_typed = code.lower().replace("-", " ").replace("0", "o")
    assert browser.post("/set-up/recovery-sheet/test/", {"code": as_typed}).status_code == 302
    assert Practice.objects.get().recovery_tested_at is not None
    assert browser.get("/clients/add/").status_code == 200


@pytest.mark.parametrize(
    "password", ["short", "1qaz2wsx3edc", "passwordPASSWORD", "qwertymassage", "Kim123456789", "kim@example.org"]
)
def test_a_password_that_is_guessed_soon_is_refused(password, browser):
    answer = browser.post("/set-up/", {**SET_UP, "password": password})
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert not Practice.objects.exists()


def test_both_factors_are_needed_and_both_are_logged(house: House, browser):
    TOTPDevice.objects.create(user=house.therapist, name="authenticator")
    browser.post("/log-in/", {"email": house.therapist.email.upper(), "password": PASSWORD})
    assert browser.get("/today/").headers["Location"] == "/log-in/code/"
    assert browser.post("/log-in/code/", {"code": "000000"}).status_code == 422
    assert AuditEvent.objects.filter(action="staff.wrong_code").exists()
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert browser.post("/log-in/code/", {"code": _code(house.therapist)}).headers["Location"] == "/today/"
    assert browser.get("/today/").status_code == 200
    assert AuditEvent.objects.filter(action="staff.log_in").exists()


def test_a_code_works_once(house: House, browser):
    TOTPDevice.objects.create(user=house.therapist, name="authenticator")
    for expected in (302, 422):
        browser.post("/log-in/", {"email": house.therapist.email, "password": PASSWORD})
        assert browser.post("/log-in/code/", {"code": _code(house.therapist)}).status_code == expected
        browser.logout()


def test_whoever_has_a_second_factor_cannot_be_given_another_by_the_password_alone(house: House, browser):
    TOTPDevice.objects.create(user=house.therapist, name="authenticator")
    browser.post("/log-in/", {"email": house.therapist.email, "password": PASSWORD})
    assert browser.get("/set-up/authenticator/").headers["Location"] == "/log-in/code/"
    assert browser.post("/set-up/authenticator/", {"code": "123456"}).headers["Location"] == "/log-in/code/"
    assert TOTPDevice.objects.count() == 1


@pytest.mark.parametrize("email", ["therapist@north.example", "nobody@north.example"])
def test_guessing_is_locked_whether_the_name_exists_or_not(email, house: House, browser):
    for _ in range(lockout.TRIES):
        assert browser.post("/log-in/", {"email": email, "password": "wrong"}).status_code == 422
    assert browser.post("/log-in/", {"email": email, "password": PASSWORD}).status_code == 429
    FailedLogIn.objects.update(at=timezone.now() - lockout.LOCKED - timedelta(seconds=1))
    right = email == house.therapist.email
    assert browser.post("/log-in/", {"email": email, "password": PASSWORD}).status_code == (302 if right else 422)


def test_names_of_failed_tries_are_not_kept_in_the_clear(house: House, browser):
    browser.post("/log-in/", {"email": "typed.password@by.mistake", "password": "x"})
    assert all("typed" not in found.name_hash for found in FailedLogIn.objects.all())


@pytest.mark.parametrize(
    ("key", "seconds"), [(limits.SEEN, settings.IDLE_SECONDS), (limits.BEGAN, settings.SESSION_COOKIE_AGE)]
)
def test_a_sign_in_ends_when_nobody_is_there_and_at_the_end_of_the_day(key, seconds, house: House, signed_in):
    browser = signed_in(house.therapist)
    assert browser.get("/today/").status_code == 200
    for late, status in ((-60, 200), (60, 302)):
        session = browser.session
        session[limits.SEEN] = time.time()
        session[key] = time.time() - seconds - late
        session.save()
        assert browser.get("/today/").status_code == status


def test_somebody_who_has_left_the_practice_does_not_come_in(house: House, signed_in):
    browser = signed_in(house.therapist)
    StaffMember.objects.filter(pk=house.therapist.pk).update(is_active=False)
    assert browser.get("/today/").status_code == 302


def test_passwords_are_kept_with_argon2():
    assert settings.PASSWORD_HASHERS[-1].endswith("Argon2PasswordHasher")


@pytest.mark.parametrize(
    "password", ["a" * 64, "730291846603", "ALL IN CAPITALS", "täglich ein wenig", " spaces kept  "]
)
def test_a_long_password_may_be_of_any_kind(password, browser):
    browser.post("/set-up/", {**SET_UP, "password": password})
    assert Practice.objects.count() == 1
    assert StaffMember.objects.get().check_password(password)


def test_a_stranger_elsewhere_cannot_lock_somebody_out(house: House, browser):
    for _ in range(lockout.TRIES):
        browser.post("/log-in/", {"email": house.therapist.email, "password": "wrong"}, REMOTE_ADDR="10.0.0.9")
    right = {"email": house.therapist.email, "password": PASSWORD}
    assert browser.post("/log-in/", right, REMOTE_ADDR="10.0.0.9").status_code == 429
    assert browser.post("/log-in/", right).status_code == 302


def test_many_tries_from_everywhere_lock_a_name_everywhere(house: House, browser):
    for number in range(lockout.TRIES_FROM_ANYWHERE):
        lockout.failed(house.therapist.email, f"10.0.{number}.1")
    assert browser.post("/log-in/", {"email": house.therapist.email, "password": PASSWORD}).status_code == 429


def test_a_wrong_password_is_logged_where_the_name_is_somebodys(house: House, browser):
    for email in (house.therapist.email, "nobody@north.example"):
        browser.post("/log-in/", {"email": email, "password": "wrong"})
    event = AuditEvent.objects.get(action="staff.wrong_password")
    assert event.actor == str(house.therapist.public_id)


def test_the_session_gets_a_new_name_with_each_factor(house: House, browser):
    TOTPDevice.objects.create(user=house.therapist, name="authenticator")
    names: list[str | None] = [None]
    browser.post("/log-in/", {"email": house.therapist.email, "password": PASSWORD})
    names.append(browser.session.session_key)
    browser.post("/log-in/code/", {"code": _code(house.therapist)})
    names.append(browser.session.session_key)
    assert len(set(names)) == 3


def test_who_lost_password_and_authenticator_is_let_in_again_by_the_keeper_of_the_data(
    house: House, signed_in, browser
):
    open_before = signed_in(house.therapist)
    with pytest.raises(ValueError, match="too short"):
        readmit(house.therapist.email, "short")
    with pytest.raises(LookupError):
        readmit("nobody@north.example", "a whole new sentence")
    assert readmit(house.therapist.email.upper(), "a whole new sentence") == house.therapist.name
    assert open_before.get("/today/").status_code == 302
    browser.post("/log-in/", {"email": house.therapist.email, "password": "a whole new sentence"})
    assert browser.get("/log-in/code/").headers["Location"] == "/set-up/authenticator/"
    assert AuditEvent.objects.filter(action="staff.readmit").exists()
