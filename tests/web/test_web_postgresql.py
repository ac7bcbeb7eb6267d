"""One setting moves the practice to PostgreSQL: the same tests pass on a real server."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from at_once import MANY_ENTRIES, SAME_PAGE, TWO_WORKERS
from disposable import run
from postgres_server import server_or_skip

HERE = Path(__file__).parent
OTHER = (
    "backups",
    "copies",
    "database",
    "killed",
    "postgresql",
    "storage",
    "upgrade",
    "two_workers",
    "evidence",
    "why",
    "fuzz",
)
"""Tests of the encrypted file and of no database, and the walk that takes longest."""
SAME = sorted(path for path in HERE.glob("test_web_*.py") if path.stem.removeprefix("test_web_") not in OTHER)
"""The files of tests that are run once more."""
OF_THE_FILE = "not sheet and not set_up_once and not pages_of_the_file"
"""The recovery sheet opens the encrypted file; a server has none."""


@pytest.fixture
def address():
    with server_or_skip() as running:
        yield running


@pytest.mark.slow
def test_the_same_tests_pass_on_a_real_server(address):
    surroundings = {**os.environ, "UNKNOT_DATABASE_URL": address}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow"]
    done = subprocess.run(
        [*command, *map(str, SAME), "-k", OF_THE_FILE],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=1800,
        cwd=HERE.parents[1],
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout


@pytest.mark.slow
def test_what_several_do_at_once_is_kept_in_one_chain(address, tmp_path):
    assert run(tmp_path, MANY_ENTRIES, address=address) == {
        "errors": [],
        "written": 200,
        "logged": 200,
        "broken": None,
    }
    assert run(tmp_path, SAME_PAGE, address=address) == {"errors": [], "written": 20}
    said = run(tmp_path, TWO_WORKERS, address=address)
    assert (said["errors"], said["stale"], said["learned"], said["problems"]) == ([], 0, 2, ["too little"])


@pytest.mark.slow
def test_gunicorn_serves_a_clinic_as_the_instructions_say(address, tmp_path):
    surroundings = {
        **os.environ,
        "UNKNOT_HOME": str(tmp_path),
        "UNKNOT_DATABASE_URL": address,
        "UNKNOT_HOSTS": "clinic.example",
        "UNKNOT_SECRET_KEY": "only for this test, and fifty letters long at the least",
        "UNKNOT_SETUP_CODE": "set it up",
    }
    command = "import sys; from unknot.cli import main; main(sys.argv[1:])"
    made = subprocess.run([sys.executable, "-c", command, "work", "--once"], env=surroundings, capture_output=True)
    assert made.returncode == 0, made.stderr.decode()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gunicorn = [sys.executable, "-m", "gunicorn", "unknot.web.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    pages = subprocess.Popen(gunicorn, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert _answer(port, "/health/") == (200, b'{"status": "ok"}')
        status, page = _answer(port, "/set-up/")
        assert status == 200
        assert b"Set-up code" in page
        assert _answer(port, "/health/", host="elsewhere.example")[0] == 400
        assert _answer(port, "/health/", proto="http")[0] == 301
    finally:
        pages.terminate()
        pages.wait(30)


def _answer(port: int, path: str, host: str = "clinic.example", proto: str = "https") -> tuple[int, bytes]:
    """What the server says to the proxy in front of it; waits until it answers at all."""
    for _ in range(100):
        try:
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            asking.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": proto})
            answer = asking.getresponse()
            return answer.status, answer.read()
        except ConnectionError:
            time.sleep(0.2)
        finally:
            asking.close()
    raise AssertionError("the server does not answer")
