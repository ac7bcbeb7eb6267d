"""Copies in the object storage: sent as they lie here, read back, and only then called copies."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from unknot.tables.file_digest import file_digest
from unknot.web.backups import rotation
from unknot.web.backups.copied import forget_trouble, mark_copied, note_trouble, noted_trouble, waiting
from unknot.web.backups.shelf import Kept, made_at
from unknot.web.backups.storage import Bucket, Place, storage_place
from unknot.web.backups.storage_trouble import StorageError, Trouble
from unknot.web.keys.unlock import database_key

FOLDER_BYTES = 8
_one_at_a_time = threading.Lock()


def send_waiting() -> list[str]:
    """Send every verified backup that the storage does not have yet, latest first, and throw old copies away there.

    Returns:
        The addresses of the new copies; none where no storage is named.

    Raises:
        StorageError: If one did not come about. Those before it count, the others wait; what is here stays.
    """
    place = storage_place()
    if place is None:
        return []
    with _one_at_a_time:
        wanted = waiting(place)
        if not wanted and noted_trouble() is None:
            return []
        try:
            sent = _sent(wanted, place)
        except StorageError as error:
            note_trouble(error.trouble)
            raise
        forget_trouble()
        return sent


def own_folder(place: Place) -> Place:
    """The practice's own folder in a storage, so that none throws away the copies of another one.

    Its name comes from the key of the database: a practice that was restored elsewhere finds it again.
    """
    derived = HKDF(SHA256(), FOLDER_BYTES, salt=None, info=b"unknot backup folder").derive(database_key())
    return place.under(derived.hex())


def _sent(wanted: list[Kept], place: Place) -> list[str]:
    bucket, damaged = Bucket(own_folder(place)), 0
    sent: list[Kept] = []
    for kept in wanted:
        if file_digest(kept.path) != kept.digest:
            # The others need not wait for it.
            damaged += 1
            continue
        _send(kept, bucket)
        mark_copied(kept.path, place, datetime.now(UTC))
        sent.append(kept)
    _clear_up(bucket, {kept.path.name for kept in sent})
    if damaged:
        raise StorageError(Trouble.DAMAGED)
    return [f"{bucket.place}{kept.path.name}" for kept in sent]


def _send(kept: Kept, bucket: Bucket) -> None:
    name = kept.path.name
    bucket.put(kept.path, name, kept.digest)
    if bucket.digest_of(name) != kept.digest:
        bucket.throw_away(name)
        raise StorageError(Trouble.DIFFERS, f"'{bucket.place}{name}'")


def _clear_up(bucket: Bucket, fresh: set[str]) -> None:
    """Throw away there what the rule does not keep; what was just sent stays, whatever the clock says."""
    moments = {name: moment for name in bucket.names() if (moment := made_at(name)) is not None}
    stays = rotation.kept(moments.values())
    old = [name for name, moment in moments.items() if moment not in stays and name not in fresh]
    try:
        for name in old:
            bucket.throw_away(name)
    except StorageError as error:
        refused = error.trouble is Trouble.REFUSED
        raise StorageError(Trouble.STAYS, error.given) if refused else error from error
