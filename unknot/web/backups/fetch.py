"""Getting a backup out of the object storage, to restore it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from unknot.errors import UnknotError
from unknot.web.backups.make import scratch
from unknot.web.backups.shelf import SUFFIX, made_at
from unknot.web.backups.storage import SCHEME, Bucket, Place, place_of
from unknot.web.backups.storage_trouble import StorageError, Trouble

if TYPE_CHECKING:
    from collections.abc import Generator


def is_stored(address: str) -> bool:
    """Whether an address is one of the object storage."""
    return address.lower().startswith(f"{SCHEME}://")


@contextmanager
def fetched(address: str) -> Generator[tuple[str, Path]]:
    """A backup from the storage in a file that is gone afterwards, and its address.

    Args:
        address: `s3://bucket/folder`, for the latest of the one practice that has backups there, or the address of one
            backup.

    Raises:
        StorageError: If it cannot be had, or is not what was sent.
        UnknotError: If several practices have backups there.
    """
    place = place_of(address)
    one = place.folder.rstrip("/")
    if one.endswith(SUFFIX):
        folder, _, name = one.rpartition("/")
        place = Place(place.bucket, f"{folder}/" if folder else "")
        bucket = Bucket(place)
    else:
        bucket = Bucket(place)
        name = _latest(bucket)
    with scratch() as work:
        # A name without folders: what a storage calls its objects must not say where files lie here.
        path = work / f"fetched{SUFFIX}"
        bucket.fetch(name, path)
        yield f"{place}{name}", path


def _latest(bucket: Bucket) -> str:
    """The name of the latest backup."""
    found = [(moment, name) for name in bucket.names() if (moment := made_at(Path(name).name)) is not None]
    if not found:
        raise StorageError(Trouble.NOTHING, f"'{bucket.place}'")
    latest: dict[str, tuple[datetime, str]] = {}
    for moment, name in sorted(found):
        latest[name.rpartition("/")[0]] = (moment, name)
    if len(latest) > 1:
        raise UnknotError(
            "Several practices have backups there.",
            given="the latest of each: " + ", ".join(f"'{bucket.place}{name}'" for _, name in latest.values()),
            todo="Name the one to restore.",
        )
    [(_, name)] = latest.values()
    return name
