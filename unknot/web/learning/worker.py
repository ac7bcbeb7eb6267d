"""The worker in the background, within the server's own process: one thread that learns, one for whoever waits.

Its queue is in memory and holds no health data: which records wait is written in the database (`Learned.stale_since`),
so a queue that is lost with its process loses nothing.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection, transaction
from huey import MemoryHuey, crontab
from huey.consumer import Consumer

from unknot.web.clients.models import Client
from unknot.web.learning.learn import learn_stale, mark_stale
from unknot.web.learning.warm import warm
from unknot.web.science import load_numerics

queue = MemoryHuey("unknot", results=False)
waited_for = MemoryHuey("unknot-waited-for", results=False)


NICENESS = 15
"""How far the worker stands back where somebody waits for a page; 19 is the most."""
LONGEST_REST = 5.0
TICK = 2
"""How often the worker looks whether somebody waits before a page [second]; another process may have asked."""
WAITED_FOR: list[Callable[[], object]] = []
"""Work for somebody who looks at a page until it is done; apps add theirs. It has a thread of its own, so that it does
not wait until all records are learned from, and does not stand back."""
WARM_AFTER = 3.0
"""After the start, so that the first page comes first [second]."""
_stopping = threading.Event()
logger = logging.getLogger(__name__)


class QuietConsumer(Consumer):
    """A consumer that leaves the signals of the process to the server."""

    def _set_signal_handlers(self) -> None:
        """Keep the server's handlers."""


def rest(seconds: float) -> None:
    """Leave the computer to the pages for as long as was worked, where many records wait."""
    _stopping.wait(min(seconds, LONGEST_REST))


def _go_on() -> bool:
    """Whether nobody has told the worker to stop: what is left waits in the database, and thousands may."""
    return not _stopping.is_set()


@queue.on_startup()
def stand_back() -> None:
    """Let pages go first: on Linux the threads of one process may differ in that.

    Not before the numerics are there: a page that needs them would wait for whoever stands back.
    """
    load_numerics()
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


@queue.task()
def learn_what_waits() -> None:
    """Learn from all that waits."""
    close_old_connections()
    learn_stale(rest, _go_on)


@queue.periodic_task(crontab(minute="*"))
def look_for_work() -> None:
    """Learn from what another process has marked, or what a lost queue has forgotten."""
    close_old_connections()
    learn_stale(rest, _go_on)


@waited_for.task()
def look_who_waits() -> None:
    """Do what somebody waits for, and look again soon."""
    close_old_connections()
    try:
        for work in WAITED_FOR:
            work()
    finally:
        look_who_waits.schedule(delay=TICK)


@queue.periodic_task(crontab(hour="4", minute="30"))
def warm_up_for_the_day() -> None:
    """Get ready anew where the server runs for days: others come today."""
    close_old_connections()
    if Worker.warming is not None:
        warm(rest)


def warm_up() -> None:
    """Get ready for the first "what if?" of the clients who are most likely looked at.

    In a thread of its own that does not stand back: who asks meanwhile waits for the same compilation.
    """
    try:
        warm(rest)
    except Exception:
        # A page computes for itself what was not got ready.
        logger.exception("warming up failed")
    finally:
        connection.close()


class Worker:
    """The consumers of this process, started and stopped with the server."""

    running: Consumer | None = None
    beside: Consumer | None = None
    warming: threading.Timer | None = None

    @classmethod
    def start(cls, *, pages: bool) -> None:
        """Start three threads: for what is to be learned, for who waits before a page, and for the first questions.

        Args:
            pages: Whether this process has the pages; only there the first questions are asked.
        """
        _stopping.clear()
        cls.running = QuietConsumer(queue, workers=1, worker_type="thread", check_worker_health=False)
        cls.beside = QuietConsumer(waited_for, workers=1, worker_type="thread", periodic=False, max_delay=TICK)
        cls.running.start()
        cls.beside.start()
        look_who_waits()
        learn_what_waits()
        if pages:
            cls.warming = threading.Timer(WARM_AFTER, warm_up)
            cls.warming.daemon = True
            cls.warming.start()

    @classmethod
    def stop(cls) -> None:
        """Let the client in hand be learned from."""
        _stopping.set()
        if cls.warming is not None:
            cls.warming.cancel()
        for consumer in (cls.running, cls.beside):
            if consumer is not None:
                consumer.stop(graceful=True)
        cls.running = cls.beside = cls.warming = None


def record_changed(client: Client) -> None:
    """Say that a client's record has changed, and wake the worker once that is written for good."""
    mark_stale(client)
    if Worker.running is not None:
        # A thread that died, as of too little memory, is replaced by whoever has work for it.
        Worker.running.check_worker_health()
        transaction.on_commit(lambda: learn_what_waits())
