"""The object storage as the owner's page shows it, without asking it: a page does not wait for another's server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext

from unknot.web.backups.copied import copied_at, noted_trouble
from unknot.web.backups.shelf import Kept
from unknot.web.backups.storage import storage_place
from unknot.web.backups.storage_trouble import SAID, StorageError, Trouble


@dataclass(frozen=True, slots=True)
class ShownStorage:
    """What the page says.

    Attributes:
        place: Where it is.
        trouble: What is the matter, translated; nothing where all is well.
        copied: When each backup was read back from there, or None, in the order of the backups.
    """

    place: str
    trouble: str = ""
    copied: Sequence[datetime | None] = ()

    @property
    def last(self) -> datetime | None:
        """When a copy was read back last."""
        return max(filter(None, self.copied), default=None)


def shown_storage(kept: Sequence[Kept]) -> ShownStorage | None:
    """The storage, or None where none is named; the demo's made-up clients are copied nowhere.

    Args:
        kept: The backups that are here.
    """
    if settings.DEMO:
        return None
    try:
        place = storage_place()
    except StorageError as error:
        return ShownStorage("", _said(error.trouble))
    if place is None:
        return None
    trouble = noted_trouble()
    times = [copied_at(entry, place) for entry in kept]
    return ShownStorage(str(place), _said(trouble) if trouble else "", times)


def _said(trouble: Trouble) -> str:
    what, todo = SAID[trouble]
    return f"{gettext(what)} {gettext(todo)}"
