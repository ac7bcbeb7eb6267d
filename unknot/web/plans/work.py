"""What the worker does for plans: at once what somebody waits for, and now and then the next questions."""

from __future__ import annotations

from django.db import close_old_connections
from huey import crontab

from unknot.web.learning.worker import WAITED_FOR, queue
from unknot.web.plans.questions import choose_questions
from unknot.web.plans.search import look_for_plans

WAITED_FOR.append(look_for_plans)


@queue.periodic_task(crontab(minute="*"))
def choose_next_questions() -> None:
    """Choose for one client a minute at most: nobody waits for it."""
    close_old_connections()
    choose_questions()
