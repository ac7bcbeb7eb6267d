"""One piece of work, one worker: where several hosts work on one PostgreSQL, each asks before it begins.

A claim is an advisory lock of the connection: it holds up nobody who writes, and ends with its process, however that
ends, so that another worker takes over. With the encrypted file one process does all the work.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from django.db import connection
from django.db.models import Model

if TYPE_CHECKING:
    from collections.abc import Generator

    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)

LARGEST = 2**31
"""A lock is named by two numbers of this size."""


@contextmanager
def claimed(kind: str, number: int) -> Generator[bool]:
    """Claim a piece of work for as long as the block runs.

    Args:
        kind: What kind of work.
        number: Which row it is about.

    Yields:
        Whether nobody else has it. Somebody may have done it a moment ago: look at the row again.
    """
    mine = _asked("SELECT pg_try_advisory_lock(hashtext(%s), %s)", kind, number)
    try:
        yield mine
    finally:
        if mine:
            _asked("SELECT pg_advisory_unlock(hashtext(%s), %s)", kind, number)


def each_claimed(kind: str, waiting: QuerySet[Row]) -> Generator[Row]:
    """Go through the rows that wait, each for as long as this worker works on it; others may do some of them meanwhile.

    Args:
        kind: What kind of work.
        waiting: The rows in their order; asked again for each.
    """
    for number in list(waiting.values_list("pk", flat=True)):
        with claimed(kind, number) as mine:
            row = waiting.filter(pk=number).first() if mine else None
            if row is not None:
                yield row


@contextmanager
def in_line(kind: str) -> Generator[None]:
    """Wait until nobody else does such work, and keep others waiting for as long as the block runs."""
    _asked("SELECT pg_advisory_lock(hashtext(%s), %s) IS NOT NULL", kind, 0)
    try:
        yield
    finally:
        _asked("SELECT pg_advisory_unlock(hashtext(%s), %s)", kind, 0)


def _asked(statement: str, kind: str, number: int) -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(statement, [kind, number % LARGEST])
        [said] = cursor.fetchone() or (False,)
        return bool(said)
