"""A practice in an encrypted database of its own, in a temporary folder; every test is rolled back."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
# Before Django reads its settings, which it does once in a process.
HOME = tempfile.TemporaryDirectory(prefix="unknot-tests-")
os.environ |= {"UNKNOT_HOME": HOME.name, "UNKNOT_PASSPHRASE": "only for tests"}
for name in ("UNKNOT_HOSTS", "UNKNOT_DEMO", "UNKNOT_SETUP_CODE", "UNKNOT_BACKUP_STORAGE"):
    os.environ.pop(name, None)

from unknot.web.serving import prepare

prepare()

from django.conf import settings
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import setup_test_environment
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from samples import House, make_house

from unknot.web.accounts import lockout
from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.data.download import made
from unknot.web.enrolment import throttle

setup_test_environment()
settings.ALLOWED_HOSTS = ["localhost"]
# Argon2 is slow on purpose; only tests about passwords need it.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def database():
    """An empty database: whatever a test writes is rolled back."""
    for pace in (throttle, lockout.from_addresses, made):
        pace.forget()
    with transaction.atomic():
        yield connection
        transaction.set_rollback(True)


@pytest.fixture
def browser(database) -> Browser:
    """Nobody in particular."""
    return Browser(HTTP_HOST="localhost")


@pytest.fixture
def house(database) -> House:
    """A practice with staff, clients and what they wrote."""
    return make_house("north")


@pytest.fixture
def other_house(database) -> House:
    """Another practice in the same database."""
    return make_house("south")


@pytest.fixture
def signed_in(database):
    """A browser in which somebody has signed in with both factors."""

    def sign_in(person: StaffMember) -> Browser:
        device, _ = TOTPDevice.objects.get_or_create(user=person, confirmed=True, defaults={"name": "authenticator"})
        found = Browser(HTTP_HOST="localhost")
        found.force_login(person)
        session = found.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
        return found

    return sign_in


@pytest.fixture
def on_phone(database):
    """A client's phone."""

    def enrolled(token: str) -> Browser:
        found = Browser(HTTP_HOST="localhost")
        found.cookies[settings.DEVICE_COOKIE_NAME] = token
        return found

    return enrolled


@pytest.fixture
def client(house: House) -> Client:
    """The therapist's client."""
    return house.clients["therapist"]


@pytest.fixture
def therapist(house: House, signed_in) -> Browser:
    """The therapist, signed in."""
    return signed_in(house.therapist)


@pytest.fixture
def phone(house: House, on_phone) -> Browser:
    """The phone of the therapist's client."""
    return on_phone(house.tokens["therapist"])
