"""A bucket that speaks S3: put, listed, read and thrown away; keys come from where the AWS programs look for them.

Where the server is, if it is not Amazon's, says `AWS_ENDPOINT_URL_S3`. The library is imported when a bucket is opened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from unknot.web.backups.storage_trouble import StorageError, Trouble, trouble_of

if TYPE_CHECKING:
    from collections.abc import Generator

SCHEME = "s3"
DIGEST = "sha256"
CONNECT_SECONDS, ANSWER_SECONDS, TRIES = 20, 60, 3
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """A bucket and a folder in it.

    Attributes:
        bucket: The name of the bucket.
        folder: The beginning of all names in it; nothing, or ends with a slash.
    """

    bucket: str
    folder: str

    def __str__(self) -> str:
        return f"{SCHEME}://{self.bucket}/{self.folder}"

    def under(self, name: str) -> Place:
        """A folder in this one."""
        return Place(self.bucket, f"{self.folder}{name}/")


def storage_place() -> Place | None:
    """Where copies go: UNKNOT_BACKUP_STORAGE, or None where none is wanted.

    Raises:
        StorageError: If it cannot be read.
    """
    said = os.environ.get("UNKNOT_BACKUP_STORAGE", "").strip()
    return place_of(said) if said else None


def place_of(address: str) -> Place:
    """The bucket and folder of an address such as `s3://bucket/folder`.

    Raises:
        StorageError: If it is of another kind, or holds more than that; what it holds is not repeated, as it may be a
            password.
    """
    parts = urlsplit(address)
    if parts.scheme != SCHEME or not parts.netloc or set(parts.netloc) & {"@", ":"} or parts.query or parts.fragment:
        raise StorageError(Trouble.ADDRESS)
    folder = parts.path.strip("/")
    return Place(parts.netloc, f"{folder}/" if folder else "")


class Bucket:
    """An open bucket; every error is a `StorageError`.

    Args:
        place: Where. Names are those within its folder.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        with _as_trouble():
            self._client = _client()

    def put(self, path: Path, name: str, digest: str) -> None:
        """Send a file, which is there as a whole afterwards or not at all."""
        with _as_trouble(), path.open("rb") as content:
            self._client.put_object(**self._named(name), Body=content, Metadata={DIGEST: digest})

    def fetch(self, name: str, target: Path) -> None:
        """Read a file into another one.

        Raises:
            StorageError: If it is not what was sent.
        """
        found = hashlib.sha256()
        with _as_trouble(), target.open("wb") as file:
            said, pieces = self._read(name)
            for piece in pieces:
                file.write(piece)
                found.update(piece)
        if said and said != found.hexdigest():
            raise StorageError(Trouble.DIFFERS, f"'{self.place}{name}'")

    def digest_of(self, name: str) -> str:
        """SHA-256 of what is read back, whatever the storage says about it."""
        found = hashlib.sha256()
        with _as_trouble():
            for piece in self._read(name)[1]:
                found.update(piece)
        return found.hexdigest()

    def names(self) -> list[str]:
        """The names of all that lies in the folder and below."""
        with _as_trouble():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.place.bucket, Prefix=self.place.folder
            )
            return [entry["Key"][len(self.place.folder) :] for page in pages for entry in page.get("Contents", ())]

    def throw_away(self, name: str) -> None:
        """Remove a file."""
        with _as_trouble():
            self._client.delete_object(**self._named(name))

    def _named(self, name: str) -> dict[str, str]:
        return {"Bucket": self.place.bucket, "Key": f"{self.place.folder}{name}"}

    def _read(self, name: str) -> tuple[str, Iterator[bytes]]:
        """The digest that was sent along with a file, and what is in it."""
        answer = self._client.get_object(**self._named(name))
        return answer["Metadata"].get(DIGEST, ""), answer["Body"].iter_chunks(PIECE)


def _client() -> Any:
    try:
        from boto3.session import Session
        from botocore.config import Config
    except ImportError as error:
        raise StorageError(Trouble.LIBRARY, str(error)) from error
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        # Checksums of newer kinds are refused by many who speak S3; everything is read back here anyway.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    # A session of its own: the library's shared one is not for several threads.
    session: Any = Session()
    return session.client("s3", config=config)


@contextmanager
def _as_trouble() -> Generator[None]:
    """What the library raises, as one kind of error."""
    try:
        yield
    except StorageError:
        raise
    except Exception as error:
        from botocore.exceptions import BotoCoreError, ClientError

        # An address of a server that is none is a plain ValueError.
        if isinstance(error, (BotoCoreError, ClientError, ValueError)):
            raise trouble_of(error) from error
        raise
