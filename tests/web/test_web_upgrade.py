"""From the first released schema to today's with data in it: a backup first, nothing lost, and back by restoring.

In processes of their own, as `unknot serve` does it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

MAKE_FIRST = """
import os, json, datetime
os.environ["DJANGO_SETTINGS_MODULE"] = "unknot.web.settings"
import django; django.setup()
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from django.db import connection
first = [(app, name) for app, name in MigrationExecutor(connection).loader.graph.nodes if name.startswith("0001")]
for app, name in sorted(first):
    call_command("migrate", app, name, verbosity=0)
state = MigrationExecutor(connection).loader.project_state(first).apps
practice = state.get_model("accounts", "Practice").objects.create(name="first")
member = state.get_model("accounts", "StaffMember").objects.create(practice=practice, email="a@b.example", name="A")
client = state.get_model("clients", "Client").objects.create(practice=practice, therapist=member, name="kept")
now = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
for day in range(40):
    state.get_model("diary", "Entry").objects.create(
        client=client, key=__import__("uuid").uuid4(), for_when=now, written_at=now, answers={"pain": day % 11})
"""
SAY = """
import os, json
os.environ["DJANGO_SETTINGS_MODULE"] = "unknot.web.settings"
from unknot.web.serving import prepare
prepare()
from unknot.web.clients.models import Client
from unknot.web.data.content import document_of
from unknot.web.audit.check import first_broken
from unknot.web.backups.shelf import all_kept
client = Client.objects.get(name="kept")
print(json.dumps({"hash": document_of(client)["content_hash"], "entries": client.entries.count(),
                  "backups": len(all_kept()), "broken": first_broken(client.practice)}))
"""


@pytest.fixture
def run(tmp_path):
    surroundings = {**os.environ, "UNKNOT_HOME": str(tmp_path / "home"), "UNKNOT_PASSPHRASE": "upgraded"}
    surroundings.pop("UNKNOT_BACKUPS", None)

    def python(code: str, *given: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *given], env=surroundings, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return python


@pytest.mark.slow
def test_the_first_schema_with_data_in_it_is_brought_up_to_date_after_a_backup(run):
    run(MAKE_FIRST)
    first = json.loads(run(SAY))
    assert (first["entries"], first["backups"], first["broken"]) == (40, 1, None)
    assert json.loads(run(SAY)) == first


@pytest.mark.slow
def test_backup_and_restore_from_the_command_line(run):
    command = "import sys; from unknot.cli import main; main(sys.argv[1:])"
    run(MAKE_FIRST)
    before = json.loads(run(SAY))
    said = run(command, "backup")
    path = re.search(r"\S+\.unknot-backup", said)
    assert path is not None
    assert "holds the same" in said
    run(SAY.replace("print(", "client.entries.all().delete(); print("))
    assert json.loads(run(SAY))["entries"] == 0
    assert "Restored" in run(command, "restore", path[0], "--yes")
    after = json.loads(run(SAY))
    assert (after["hash"], after["entries"], after["broken"]) == (before["hash"], 40, None)
