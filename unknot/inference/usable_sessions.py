"""Sessions that can teach something about relief: those with an answer on pain in the days after."""

from __future__ import annotations

import numpy as np

from unknot.inference.diary_model import PAIN
from unknot.records import Record

WITHIN = 7.0
"""How long after a session an answer says something of it [day]."""


def usable_sessions(record: Record, intervention: str) -> int:
    """How many sessions of a treatment have an answer on pain within seven days after.

    Args:
        record: The answers and doses.
        intervention: The treatment.
    """
    days = np.asarray([entry.day for entry in record.answers(PAIN)])
    starts = [dose.day for dose in record.doses if dose.intervention == intervention]
    return sum(bool(np.any((days > start) & (days <= start + WITHIN))) for start in starts)
