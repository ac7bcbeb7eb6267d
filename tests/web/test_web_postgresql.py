"""One setting moves the practice to PostgreSQL: the same tests pass on a real server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from postgres_server import programs, server

HERE = Path(__file__).parent
SAME = ("audit", "diary", "erase", "every_route", "fhir", "import", "mishaps", "reports", "round_trip", "sign_in")
"""The files of tests that are run once more; the others are about the encrypted file or about no database."""
OF_THE_FILE = "not sheet and not set_up_once"
"""The recovery sheet opens the encrypted file; a server has none."""


@pytest.mark.slow
def test_the_same_tests_pass_on_a_real_server():
    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL here; on Debian: apt-get install postgresql")
    files = [str(HERE / f"test_web_{name}.py") for name in SAME]
    with server(found) as address:
        surroundings = {**os.environ, "UNKNOT_DATABASE_URL": address}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "-m",
            "not slow",
            *files,
            "-k",
            OF_THE_FILE,
        ]
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, timeout=900, cwd=HERE.parents[1]
        )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
