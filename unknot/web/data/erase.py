"""Erasing a client for good: the rows go, a tombstone keeps older copies from bringing them back."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from unknot.web.audit.trail import append
from unknot.web.clients.models import Client
from unknot.web.data.owned import owned
from unknot.web.data.tombstones import buried, bury, dig_up
from unknot.web.science import forget_fits
from unknot.web.translation.said import forget_said

AGAIN = ("program", "restore")


def erase(client: Client, actor: tuple[str, str]) -> None:
    """Erase everything that is kept about a client; the audit log keeps that it was done, by public id.

    Args:
        client: Who.
        actor: Who does it, as in the audit log.

    Raises:
        OSError: If the tombstone cannot be written; nothing was erased then.
        DatabaseError: If the database refuses; nothing was erased then.
    """
    grave, identity = None, client.public_id
    try:
        with transaction.atomic():
            append(client.practice, actor, "client.erase", client)
            for table in reversed(owned()):
                # Row by row, every deletion would ask for the client to be learned from again.
                kept: Any = table.model._default_manager.filter(pk__in=table.rows(client).order_by().values("pk"))
                kept._raw_delete(kept.db)
            client.delete()
            # Last, and within the transaction: without a tombstone nothing is erased.
            grave = bury(identity)
    except BaseException:
        # What is still there must not go at the next start, when somebody was told that nothing was erased.
        if grave is not None:
            dig_up(grave)
        raise
    forget_fits()
    forget_said()
    forget_pages()


def erase_again() -> int:
    """Erase whom an older copy of the database has brought back; the number of clients."""
    known = buried()
    back = list(Client.objects.filter(public_id__in=known).select_related("practice")) if known else []
    for client in back:
        erase(client, AGAIN)
    return len(back)


def forget_pages() -> None:
    """Empty the write-ahead log: with `secure_delete` on, nothing of what was deleted is left in the file then.

    Somebody who reads at that moment is waited for, and may keep the log from being emptied; the worker tries again.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
