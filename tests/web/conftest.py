"""A practice in an encrypted database of its own; every test is rolled back."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Before Django reads its settings, which it does once.
HOME = tempfile.TemporaryDirectory(prefix="unknot-tests-")
os.environ |= {
    "UNKNOT_HOME": HOME.name,
    "UNKNOT_PASSPHRASE": "only for tests",
    "DJANGO_SETTINGS_MODULE": "unknot.web.settings",
}
for _name in ("UNKNOT_HOSTS", "UNKNOT_DEMO", "UNKNOT_SETUP_CODE"):
    os.environ.pop(_name, None)

from unknot.web.serving import prepare

prepare()

from django.conf import settings

# Argon2 is slow on purpose; tests that are about passwords set it back.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

from django.db import transaction
from django.test import Client as Browser
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.web.samples import PASSWORD, World, make_world
from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.enrolment.enrol import make_code, spend


@pytest.fixture
def database():
    """A transaction that is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
