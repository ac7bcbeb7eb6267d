"""Clocks that jump, workers that die, files that are noise: the app goes on."""

from __future__ import annotations

import contextlib
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import House

from unknot.errors import RecordError
from unknot.web.accounts import limits, lockout
from unknot.web.accounts.models import FailedLogIn
from unknot.web.audit.check import first_broken
from unknot.web.clients.models import Client
from unknot.web.data.bring import bring
from unknot.web.data.models import Upload
from unknot.web.data.tables import read
from unknot.web.learning import worker
from unknot.web.learning.worker import Worker


def test_wrong_tries_by_a_clock_that_was_ahead_lock_nobody_out(house: House):
    for _ in range(lockout.TRIES):
        lockout.failed("a@b.example", "here")
    assert lockout.is_locked("a@b.example", "here")
    FailedLogIn.objects.update(at=timezone.now() + timedelta(days=400))
    assert not lockout.is_locked("a@b.example", "here")


@pytest.mark.parametrize("key", [limits.BEGAN, limits.SEEN])
def test_a_clock_that_was_set_back_does_not_lengthen_a_sign_in(key, house: House, signed_in):
    browser = signed_in(house.therapist)
    assert browser.get("/today/").status_code == 200
    session = browser.session
    session[key] = time.time() + 3600
    session.save()
    assert browser.get("/today/").status_code == 302


def test_the_log_stays_whole_when_the_clock_goes_back(house: House, monkeypatch):
    from unknot.web.audit import trail

    client = house.clients["therapist"]
    for days in (0, -400, 3):
        monkeypatch.setattr(trail.timezone, "now", lambda days=days: _REAL_NOW() + timedelta(days=days))
        trail.append(house.practice, ("staff", "x"), "thing.happened", client)
    assert first_broken(house.practice) is None


_REAL_NOW = timezone.now


def test_a_worker_that_died_is_replaced_by_the_next_change(house: House, monkeypatch):
    worker.queue.flush()
    running = worker.QuietConsumer(worker.queue, workers=1, worker_type="thread", periodic=False)
    try:
        running.start()
        died = running.worker_threads[0][1]
        # Not an error, which the worker would outlive: its thread ends in the middle of the work.
        with monkeypatch.context() as dying:
            dying.setattr(worker.queue, "execute", lambda task, now: (_ for _ in ()).throw(SystemExit))
            worker.learn_what_waits()
            died.join(30)
        assert not died.is_alive()
        monkeypatch.setattr(Worker, "running", running)
        worker.record_changed(house.clients["therapist"])
        successor = running.worker_threads[0][1]
        assert successor is not died
        assert successor.is_alive()
    finally:
        running.stop(graceful=True)


@given(noise=st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_of_noise_are_refused_and_nothing_else_happens(noise, house: House):
    client, before = house.clients["therapist"], Client.objects.count()
    with pytest.raises(RecordError):
        bring(noise, house.owner)
    with contextlib.suppress(RecordError):
        read(Upload(client=client, member=house.owner, responses_name="x.csv", responses=noise))
    assert Client.objects.count() == before


@given(text=st.text(alphabet='0123456789,;"\n\t-.:TZ paintime', max_size=120))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tables_of_nonsense_are_read_or_refused(text, house: House):
    upload = Upload(client=house.clients["therapist"], responses_name="x.csv", responses=f"time,pain\n{text}".encode())
    with contextlib.suppress(RecordError):
        assert all(0 <= entry.answers.get("pain", 0) <= 10 for entry in read(upload).entries)
