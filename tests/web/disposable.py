"""A practice in a process of its own, for what cannot be done to the one that all tests share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BEGIN = """
import json, logging, os, sys, uuid
sys.path.insert(0, os.environ["TESTS"])
from unknot.web.serving import prepare
prepare()
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import setup_test_environment
from samples import make_house
from unknot.web.accounts.models import Practice
from unknot.web.audit.check import first_broken
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
setup_test_environment()
settings.ALLOWED_HOSTS = ["localhost"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not Practice.objects.exists():
    make_house("north")
client = Client.objects.get(name="client of therapist north")
phone = Browser(HTTP_HOST="localhost", raise_request_exception=False)
phone.cookies[settings.DEVICE_COOKIE_NAME] = "token therapist north"
logging.disable()

def write(pain=3, note=""):
    page = phone.get("/diary/?change=1").context["form"].initial
    return phone.post("/diary/", {"key": str(uuid.uuid4()), "day": page["day"], "pain": pain, "note": note})

def write_blindly():
    return phone.post("/diary/", {"key": str(uuid.uuid4()), "day": "2026-03-01", "pain": 3})

def state():
    return [Entry.objects.filter(client=client).count(), client.practice.audit_events.count(),
            first_broken(client.practice)]

def say(**said):
    print("\\nSAID " + json.dumps(said))
"""


def run(home: Path, code: str, within: Sequence[str] = (), address: str = "") -> dict[str, Any]:
    """Run code in a practice of its own, and give back what it said.

    Args:
        home: The folder of its data.
        code: What to do; `phone`, `client`, `write`, `state` and `say` are there.
        within: A command that runs the process, such as one that limits it.
        address: Where its database is, if not in a file.
    """
    surroundings = {**os.environ, "UNKNOT_HOME": str(home), "UNKNOT_PASSPHRASE": "disposable", "TESTS": str(HERE)}
    surroundings.pop("UNKNOT_BACKUPS", None)
    surroundings["UNKNOT_DATABASE_URL"] = address
    done = subprocess.run(
        [*within, sys.executable, "-c", BEGIN + code], env=surroundings, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.rsplit("SAID ", 1)[1])
