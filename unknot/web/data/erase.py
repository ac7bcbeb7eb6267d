"""Erasing a client for good: the rows go, a tombstone keeps older copies from bringing them back."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from unknot.web.audit.trail import append
from unknot.web.clients.models import Client
from unknot.web.data.owned import owned
from unknot.web.data.tombstones import buried, bury
from unknot.web.science import forget_fits

AGAIN = ("program", "restore")


def erase(client: Client, actor: tuple[str, str]) -> None:
    """Erase everything that is kept about a client; the audit log keeps that it was done, by public id.

    Args:
        client: Who.
        actor: Who does it, as in the audit log.

    Raises:
        OSError: If the tombstone cannot be written; nothing was erased then.
    """
    with transaction.atomic():
        append(client.practice, actor, "client.erase", client)
        for table in reversed(owned()):
            # Row by row, every deletion would ask for the client to be learned from again.
            kept: Any = table.model._default_manager.filter(pk__in=table.rows(client).order_by().values("pk"))
            kept._raw_delete(kept.db)
        identity = client.public_id
        client.delete()
        # Last, and within the transaction: without a tombstone nothing is erased.
        bury(identity)
    forget_fits()
    _forget_pages()


def erase_again() -> int:
    """Erase whom an older copy of the database has brought back; the number of clients."""
    known = buried()
    back = list(Client.objects.filter(public_id__in=known).select_related("practice")) if known else []
    for client in back:
        erase(client, AGAIN)
    return len(back)


def _forget_pages() -> None:
    """Empty the write-ahead log: with `secure_delete` on, nothing of the rows is left in the file then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
