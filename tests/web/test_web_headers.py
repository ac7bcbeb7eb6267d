"""What every answer tells the browser, and what the settings promise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from samples import House

CLINIC = {"UNKNOT_HOSTS": "clinic.example", "UNKNOT_SETUP_CODE": "set it up"}


def _in_a_clinic(code: str, folder) -> str:
    """Run Python with the settings of a clinic's server."""
    surroundings = {**os.environ, **CLINIC, "UNKNOT_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "unknot.web.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("path", ["/log-in/", "/enter/", "/health/", "/no-such-page/"])
def test_every_page_forbids_what_is_foreign_inline_or_kept(path, house: House, browser):
    answer = browser.get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_shipped_files_may_be_kept_and_are_as_safe(browser):
    answer = browser.get("/static/design/base.css")
    assert answer.status_code == 200
    assert "no-store" not in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    answer.close()


def test_logging_out_clears_the_browser(house: House, signed_in):
    browser = signed_in(house.therapist)
    answer = browser.post("/log-out/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert browser.get("/today/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(house: House, browser):
    answer = browser.post("/log-in/", {"email": house.owner.email, "password": "a sentence of our own"})
    cookie = answer.cookies["unknot-session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_in_a_clinic_cookies_are_bound_to_the_host_and_to_tls(tmp_path):
    shown = _in_a_clinic(
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)",
        tmp_path,
    )
    assert shown.split() == [
        *(f"__Host-unknot-{name}" for name in ("session", "csrf", "device")),
        "True",
        "True",
        "63072000",
    ]


def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path):
    shown = _in_a_clinic(
        "from django.core.management import execute_from_command_line as run;"
        "run(['django', 'check', '--deploy', '--fail-level', 'WARNING'])",
        tmp_path,
    )
    assert "no issues" in shown


def test_demo_rules_need_the_own_computer(tmp_path):
    shown = _in_a_clinic(
        "import os; os.environ['UNKNOT_DEMO'] = '1'\nfrom django.conf import settings; print(settings.DEMO)", tmp_path
    )
    assert shown.strip() == "False"
