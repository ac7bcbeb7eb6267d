"""Killed without a word while it writes: what was acknowledged is there, nothing is torn, the log is whole."""

from __future__ import annotations

import pytest
from disposable import run

# The process that is killed is forked from one that holds no connection, so that a round takes a fraction of a second.
ROUNDS = """
import random, signal, time
from django.test import RequestFactory
from unknot.web.diary.write import Written, keep
from unknot.web.audit.trail import append
from django.db import transaction
from django.utils import timezone

def pages(channel, first):
    # As the view does it: entry and line of the log in one transaction, then the answer to the phone.
    for number in range(first, first + 100_000):
        now = timezone.now()
        answers = {"pain": number % 11, "stress": (number * 7) % 11}
        with transaction.atomic():
            entry, _ = keep(client, Written(uuid.UUID(int=number), now, now, answers, note=str(number) * 40))
            append(client.practice, ("client", "x"), "entry.write", entry)
        os.write(channel, number.to_bytes(8, "big"))

def acknowledged(channel):
    said = b""
    while part := os.read(channel, 65536):
        said += part
    return [int.from_bytes(said[place:place + 8], "big") for place in range(0, len(said) - len(said) % 8, 8)]

chance = random.Random(5)
sure, lost, torn, broken, first, killed_while_writing = set(), 0, 0, 0, 1, 0
for turn in range(int(os.environ["ROUNDS"])):
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        pages(writing, first)
        os._exit(0)
    os.close(writing)
    time.sleep(chance.uniform(0.01, 0.25))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    fresh = acknowledged(reading)
    os.close(reading)
    killed_while_writing += bool(fresh)
    sure |= set(fresh)
    first = max([first, *fresh]) + 2
    there = {int(entry.key): entry for entry in Entry.objects.filter(client=client, key__lt=uuid.UUID(int=2**60))}
    lost += len(sure - set(there))
    torn += sum(entry.answers != {"pain": number % 11, "stress": (number * 7) % 11} or entry.note != str(number) * 40
                for number, entry in there.items())
    logged = client.practice.audit_events.filter(actor="x").count()
    torn += logged != len(there)
    if turn % 20 == 0 or turn + 1 == int(os.environ["ROUNDS"]):
        broken += first_broken(client.practice) is not None
        with connection.cursor() as cursor:
            broken += cursor.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
say(acknowledged=len(sure), lost=lost, torn=torn, broken=broken, killed_while_writing=killed_while_writing)
"""


@pytest.mark.parametrize("rounds", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_being_killed(rounds, tmp_path, monkeypatch, record_property):
    monkeypatch.setenv("ROUNDS", str(rounds))
    said = run(tmp_path, ROUNDS)
    record_property("said", said)
    assert (said["lost"], said["torn"], said["broken"]) == (0, 0, 0)
    assert said["killed_while_writing"] > rounds / 2
    assert said["acknowledged"] > rounds
