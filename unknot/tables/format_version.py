"""Formats of files as they are named in them: what it is and its version, as in `unknot-caseload/1`."""

from __future__ import annotations

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
