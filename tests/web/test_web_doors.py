"""The doors to the science: what is heavy is imported by one thread at a time, and what if is quick."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from samples import House

import unknot.web
from unknot.web import science
from unknot.web.learning.records import record_for
from unknot.web.science import DoseRow

DOORS = sorted(Path(unknot.web.__file__).parent.glob("science*.py"))
HEAVY = tuple(f"unknot.{floor}" for floor in ("model", "inference", "planning", "report", "validation"))
BEFORE_IMPORTS = {"load_numerics", "learned"}
ROUNDS, THREADS = 6, 8
AT_ONCE = f"""
import sys, threading
from unknot.errors import UnknotError
from unknot.web import science, science_of_plans, science_of_trials, science_of_why
sys.setswitchinterval(1e-5)
asked = (science_of_why.moving, lambda: science_of_trials.opened("no trial", 1), science_of_why.levers,
         lambda: science_of_plans.calendar_of((), ""), lambda: science.virtual_record(1, 8, 8))
ready, failed = threading.Barrier({THREADS}), []
def ask(place):
    ready.wait()
    try:
        asked[place % len(asked)]()
    except UnknotError:
        pass
    except Exception as error:
        failed.append(repr(error))
threads = [threading.Thread(target=ask, args=(place,)) for place in range({THREADS})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(failed)
"""


STANDING_BACK = """
import os, sys, threading
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "unknot.web.settings"
import django; django.setup()
from unknot.web.learning import worker
def learn():
    worker.stand_back()
    import jax.numpy
    jax.numpy.ones((200, 200)).sum().block_until_ready()
    print(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) - worker.NICENESS)
thread = threading.Thread(target=learn)
thread.start(); thread.join()
for task in Path("/proc/self/task").iterdir():
    name, said = (task / "comm").read_text().strip(), (task / "stat").read_text().rpartition(")")[2].split()
    if name.startswith("tf_"):
        print(name, int(said[16]) - os.getpriority(os.PRIO_PROCESS, 0))
"""


FUNCTIONS = [
    pytest.param(function, id=f"{door.stem}.{function.name}")
    for door in DOORS
    for function in ast.walk(ast.parse(door.read_text()))
    if isinstance(function, ast.FunctionDef)
]


def _line_of_heavy_import(function: ast.FunctionDef) -> int | None:
    lines = [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(HEAVY)
    ]
    return min(lines, default=None)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_heavy_is_imported_by_one_thread_at_a_time(function: ast.FunctionDef):
    line = _line_of_heavy_import(function)
    before = {
        call.func.id
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.lineno < (line or 0)
    }
    assert line is None or before & BEFORE_IMPORTS


@pytest.mark.slow
@pytest.mark.parametrize("again", range(ROUNDS))
def test_many_threads_may_ask_first(again: int):
    ended = subprocess.run(
        [sys.executable, "-c", AT_ONCE], env={**os.environ}, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="only there the threads of a process differ in priority")
def test_who_stands_back_hands_no_low_priority_to_those_who_compute_for_all():
    ended = subprocess.run(
        [sys.executable, "-c", STANDING_BACK], env={**os.environ}, capture_output=True, text=True, check=True
    )
    own, *pool = ended.stdout.splitlines()
    assert own == "0"
    assert pool != []
    assert {line.split()[-1] for line in pool} == {"0"}


def test_what_is_to_come_is_asked_of_where_the_diary_ended(house: House, monkeypatch):
    record = record_for(house.clients["therapist"])
    now = timezone.now()
    monkeypatch.setattr("unknot.inference.forecast.pain_band", None)
    ahead = science.what_if(record, (DoseRow(now + timedelta(days=2), "massage", 60.0),), [now + timedelta(days=3)])
    assert ahead[0].relief != 0


def test_what_was_is_looked_at_in_the_whole_diary(house: House):
    record, now = record_for(house.clients["therapist"]), timezone.now()
    moments = [now - timedelta(days=1), now + timedelta(days=1)]
    assert [point.when for point in science.what_if(record, (), moments)] == moments


def test_what_was_never_given_has_no_effect_to_tell(house: House, signed_in):
    client = house.clients["therapist"]
    client.sessions.all().delete()
    moment = client.practice.local(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = signed_in(house.therapist).post(
        f"/clients/{client.public_id}/timeline/ahead/", json.dumps({"planned": [moment]}), "application/json"
    )
    assert answer.status_code == 422
    assert "before the first one was recorded" in answer.json()["problem"]
