"""What may be the matter with the object storage, in words for people that hold no address and no secret."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop as _

from unknot.errors import UnknotError

REFUSED_STATUS = (401, 403)
REFUSED_CODES = ("ExpiredToken", "InvalidToken", "TokenRefreshRequired")
"""Keys that ran out are answered as a bad request, 400."""
BUSY_STATUS = 429
BROKEN_STATUS = 500


class Trouble(StrEnum):
    """Kinds of trouble; the value is what is kept in a file."""

    ADDRESS = "address"
    LIBRARY = "library"
    UNREACHABLE = "unreachable"
    NO_KEYS = "no keys"
    REFUSED = "refused"
    NO_BUCKET = "no bucket"
    NOTHING = "nothing"
    DIFFERS = "differs"
    DAMAGED = "damaged"
    STAYS = "stays"
    OTHER = "other"


SAID = {
    Trouble.ADDRESS: (
        _("The address of the object storage cannot be read."),
        _("Write s3://BUCKET/FOLDER, without keys or passwords in it; the setting is UNKNOT_BACKUP_STORAGE."),
    ),
    Trouble.LIBRARY: (
        _("The library for object storage is not installed."),
        _("Run: pip install 'unknot[storage]'"),
    ),
    Trouble.UNREACHABLE: (
        _("The storage could not be reached."),
        _("Nothing here was changed or lost; copies are tried again every hour."),
    ),
    Trouble.NO_KEYS: (
        _("No keys for the storage were found."),
        _("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write the files in which the library looks for them."),
    ),
    Trouble.REFUSED: (
        _("The storage does not accept the keys."),
        _("Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do, then start Unknot anew."),
    ),
    Trouble.NO_BUCKET: (
        _("The storage knows no such bucket."),
        _("Make the bucket, or name another one in UNKNOT_BACKUP_STORAGE."),
    ),
    Trouble.NOTHING: (
        _("The storage holds no such backup."),
        _("Name one that is there, or a folder that holds some."),
    ),
    Trouble.DIFFERS: (
        _("What the storage gives back is not what was sent."),
        _("It does not count as a copy. If this happens again, use another storage."),
    ),
    Trouble.DAMAGED: (
        _("A backup on this disk is no longer what it was when it was checked."),
        _("It was not sent. Look at the disk."),
    ),
    Trouble.STAYS: (
        _("Old copies in the storage could not be thrown away."),
        _("The keys must be allowed to delete, or erased clients stay in old copies."),
    ),
    Trouble.OTHER: (
        _("The storage refused."),
        _("Nothing here was changed or lost; the log of Unknot names the reason."),
    ),
}
"""For every kind what happened and what to do; translated where it is shown."""


class StorageError(UnknotError):
    """A copy in the object storage that did not come about, or could not be had.

    Args:
        trouble: What is the matter.
        given: What was given or answered; never a key.
    """

    def __init__(self, trouble: Trouble, given: str = "") -> None:
        self.trouble = trouble
        what, todo = SAID[trouble]
        super().__init__(what, given=given, todo=todo)


def trouble_of(error: Exception) -> StorageError:
    """What an error of the library means.

    Args:
        error: A `BotoCoreError`, a `ClientError`, or a `ValueError` about an address.
    """
    from botocore import exceptions as known

    if isinstance(error, known.ClientError):
        return _answered(error)
    if isinstance(error, (known.ConnectionError, known.HTTPClientError, known.IncompleteReadError)):
        return StorageError(Trouble.UNREACHABLE, type(error).__name__)
    keys = (known.NoCredentialsError, known.PartialCredentialsError, known.CredentialRetrievalError)
    if isinstance(error, (*keys, known.ProfileNotFound)):
        return StorageError(Trouble.NO_KEYS, type(error).__name__)
    return StorageError(Trouble.OTHER, type(error).__name__)


def _answered(error: Any) -> StorageError:
    """What an answer of the server means."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    if code == "NoSuchBucket":
        return StorageError(Trouble.NO_BUCKET, code)
    if code in ("NoSuchKey", "404"):
        return StorageError(Trouble.NOTHING, code)
    if status in REFUSED_STATUS or code in REFUSED_CODES:
        return StorageError(Trouble.REFUSED, code)
    if status == BUSY_STATUS or status >= BROKEN_STATUS:
        return StorageError(Trouble.UNREACHABLE, f"{status} {code}")
    return StorageError(Trouble.OTHER, f"{status} {code}")
