"""What several do at the same moment, run in a process of its own against either database."""

from __future__ import annotations

TOGETHER = """
import threading
from unknot.web.audit.trail import append
from unknot.web.diary.write import Written, keep
from django.utils import timezone
errors = []

def at_once(*doing):
    def do(one):
        try:
            one()
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()
    threads = [threading.Thread(target=do, args=(one,)) for one in doing]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
"""
MANY_ENTRIES = (
    TOGETHER
    + """
def many(number):
    for turn in range(25):
        now = timezone.now()
        entry, _ = keep(client, Written(uuid.uuid4(), now, now, {"pain": number}))
        append(client.practice, ("client", "x"), "entry.write", entry)
before = state()
at_once(*(lambda number=number: many(number) for number in range(8)))
after = state()
say(errors=errors, written=after[0] - before[0], logged=after[1] - before[1], broken=after[2])
"""
)
SAME_PAGE = (
    TOGETHER
    + """
now = timezone.now()
pages = [Written(uuid.UUID(int=turn), now, now, {"pain": 3}) for turn in range(20)]
started = threading.Barrier(4)
def send():
    for page in pages:
        started.wait(60)
        keep(client, page)
before = state()
at_once(send, send, send, send)
say(errors=errors, written=state()[0] - before[0])
"""
)
TWO_WORKERS = (
    TOGETHER
    + """
import time
from unknot.web.learning import learn
from unknot.web.learning.models import Learned
from unknot.errors import FitError

def answer_of(record):
    time.sleep(0.02)
    raise FitError("too little")

learn.answer_of = answer_of
def writes():
    for turn in range(20):
        for person in Client.objects.all():
            now = timezone.now()
            keep(person, Written(uuid.uuid4(), now, now, {"pain": turn % 11}))
            learn.mark_stale(person)
def works():
    for turn in range(30):
        learn.learn_stale()
at_once(writes, works, works)
learn.learn_stale()
say(errors=errors, stale=Learned.objects.filter(stale_since__isnull=False).count(), learned=Learned.objects.count(),
    problems=sorted(set(Learned.objects.values_list("problem", flat=True))))
"""
)
