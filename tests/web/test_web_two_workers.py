"""Workers on several hosts share one PostgreSQL: each client is learned from once, and a dead worker's job is taken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from disposable import BEGIN, run
from postgres_server import server_or_skip

HERE = Path(__file__).parent
CLIENTS = 12
MANY_WAIT = f"""
from unknot.web.learning.learn import mark_stale
from unknot.web.learning.models import Learned
Learned.objects.update(stale_since=None)
for number in range({CLIENTS}):
    person = Client.objects.create(practice=client.practice, therapist=client.therapist, name=f"waits {{number}}")
    mark_stale(person)
"""
# The fit itself is not what is tried here: it takes a moment and says who has done it, for whom and when.
WORKS = """
import os, time
from unknot.cli import main
import unknot.web.serving
prepared = unknot.web.serving.prepare

def prepare():
    prepared()
    from unknot.web.learning import learn
    plainly = learn.learn
    def told(client):
        print(f"begins {client.pk}", flush=True)
        if os.environ["SLOW"] and os.environ["SLOW"] in client.name:
            time.sleep(600)
        time.sleep(0.15)
        plainly(client)
        print(f"learned {client.pk}", flush=True)
    learn.learn = told

unknot.web.serving.prepare = prepare
main(["work"])
"""

# A lock of another connection stands for a worker on another host.
ANOTHER_HAS_IT = """
import psycopg
from unknot.web.plans import questions, search
from unknot.web.plans.models import PlanSearch
from unknot.web.trials import work
from unknot.web.trials.models import Trial
from django.utils import timezone

search.look = lambda found: None
work._work_on = lambda trial: None
questions._choose_for_some = lambda: 1
wanted = search.ask_for(client, client.therapist, {})
PlanSearch.objects.exclude(pk=wanted.pk).update(waiting_since=None)
Trial.objects.update(waiting_since=None)
trial = Trial.objects.first()
Trial.objects.filter(pk=trial.pk).update(waiting_since=timezone.now())
found = {}
for kind, number, does in (("plans", wanted.pk, search.look_for_plans), ("trials", trial.pk, work.work_on_trials),
                           ("questions", 0, questions.choose_questions)):
    with psycopg.connect(os.environ["UNKNOT_DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtext(%s), %s)", [kind, number])
        found[kind] = [does()]
        # A server gives a lock back some time after its connection has gone.
        other.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", [kind, number])
    found[kind].append(does())
say(**found)
"""


@pytest.fixture(scope="module")
def running():
    with server_or_skip() as address:
        yield address


class Host:
    """A worker with a folder of its own, as on a computer of its own."""

    def __init__(self, folder: Path, address: str, slow: str = "") -> None:
        surroundings = {**os.environ, "UNKNOT_HOME": str(folder), "UNKNOT_DATABASE_URL": address, "SLOW": slow}
        surroundings.pop("UNKNOT_PASSPHRASE", None)
        self.said = folder.parent / f"{folder.name}.said"
        with self.said.open("w") as file:
            self.process = subprocess.Popen([sys.executable, "-c", WORKS], env=surroundings, stdout=file)

    def lines(self, kind: str) -> list[int]:
        """For whom it has said something, by the numbers of the clients."""
        return [int(line.split()[1]) for line in self.said.read_text().splitlines() if line.startswith(f"{kind} ")]

    def stop(self) -> int:
        """Ask it to stop, as systemd does; what it ends with."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture
def address(running, tmp_path):
    """A clinic whose clients all wait to be learned from."""
    with psycopg.connect(running, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    surroundings = {**os.environ, "UNKNOT_HOME": str(tmp_path / "first"), "UNKNOT_DATABASE_URL": running}
    surroundings |= {"TESTS": str(HERE)}
    subprocess.run([sys.executable, "-c", BEGIN + MANY_WAIT], env=surroundings, check=True)
    return running


def _waiting(address: str) -> int:
    with psycopg.connect(address) as connection:
        [number] = connection.execute(
            "SELECT count(*) FROM learning_learned WHERE stale_since IS NOT NULL"
        ).fetchone() or (-1,)
        return number


def _until(holds, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


@pytest.mark.slow
def test_two_workers_learn_from_every_client_exactly_once(address, tmp_path):
    assert _waiting(address) == CLIENTS
    hosts = [Host(tmp_path / name, address) for name in ("one", "two")]
    try:
        _until(lambda: _waiting(address) == 0)
    finally:
        ends = [host.stop() for host in hosts]
    learned = [host.lines("learned") for host in hosts]
    assert ends == [0, 0]
    assert sorted(learned[0] + learned[1]) == sorted({*learned[0], *learned[1]})
    assert len(learned[0] + learned[1]) == CLIENTS
    assert min(map(len, learned)) > 0


@pytest.mark.slow
def test_the_job_of_a_worker_that_is_killed_is_taken_over_by_the_other(address, tmp_path):
    killed = Host(tmp_path / "killed", address, slow="waits 3")
    try:
        _until(lambda: len(killed.lines("begins")) == 4)
        [in_hand] = set(killed.lines("begins")) - set(killed.lines("learned"))
        other = Host(tmp_path / "other", address)
        try:
            _until(lambda: _waiting(address) == 1)
            # Whoever has it lives: nobody else begins.
            assert in_hand not in other.lines("begins")
            killed.process.kill()
            killed.process.wait(60)
            # The other looks every minute.
            _until(lambda: _waiting(address) == 0, seconds=150)
        finally:
            end = other.stop()
    finally:
        killed.process.kill()
    assert end == 0
    assert other.lines("learned").count(in_hand) == 1
    assert len(killed.lines("learned") + other.lines("learned")) == CLIENTS


@pytest.mark.slow
def test_a_worker_stops_soon_however_many_wait(address, tmp_path):
    host = Host(tmp_path / "one", address)
    _until(lambda: len(host.lines("learned")) > 1)
    begun = time.monotonic()
    assert host.stop() == 0
    assert time.monotonic() - begun < 30
    assert 0 < _waiting(address) < CLIENTS


@pytest.mark.slow
def test_what_somebody_waits_for_is_done_by_one_worker(address, tmp_path):
    said = run(tmp_path / "first", ANOTHER_HAS_IT, address=address)
    assert said == {"plans": [0, 1], "trials": [0, 1], "questions": [0, 1]}
