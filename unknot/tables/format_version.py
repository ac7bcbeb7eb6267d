"""Formats of files as they are named in them: what it is and its version, as in `unknot-caseload/1`."""

from __future__ import annotations

from unknot.errors import RecordError

_DIGITS = 9
"""Digits of a version at most; a longer one is taken for none, and Python refuses to read thousands of digits."""


def is_newer(said: str, ours: str) -> bool:
    """Whether a file says that it is of a later version of our format.

    Args:
        said: The format that stands in the file, or anything else that somebody wrote there.
        ours: The format that is read here.
    """
    (kind, _, version), (wanted, _, known) = said.partition("/"), ours.partition("/")
    return kind == wanted and version.isdecimal() and len(version) <= _DIGITS and int(version) > int(known)


def refuse_newer(name: str, said: str, ours: str) -> None:
    """Refuse a file of a later version, which this Unknot would misread.

    Args:
        name: What the file is called, for the message.
        said: The format that stands in the file, or anything else that somebody wrote there.
        ours: The format that is read here.

    Raises:
        RecordError: If it is of a later version.
    """
    if is_newer(said, ours):
        raise RecordError(
            "This file was written by a newer Unknot.",
            given=f"{name}, {said}",
            todo="Bring this Unknot up to date, then try again.",
        )
