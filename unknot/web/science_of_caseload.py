"""The side door to caseloads: the files of a run go in, checked; words and drawn half-lives come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unknot.caseload.formats import KINDS as KINDS
from unknot.caseload.formats import NO_SESSIONS as NO_SESSIONS
from unknot.caseload.pool_words import sentences
from unknot.caseload.read import read_pooled as read_pooled
from unknot.caseload.read import read_summary as read_summary
from unknot.caseload.scale import TICKS as TICKS
from unknot.caseload.scale import strip as strip
from unknot.evidence.load import intervention
from unknot.report.answer import LEARNED as LEARNED
from unknot.report.answer import NOT_ENOUGH as NOT_ENOUGH


def said_of_pooled(pooled: Mapping[str, Any]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """What the clients share in words: for each treatment by name, and about all.

    Args:
        pooled: What is in `pooled.json`.
    """
    said, names = tuple(sentences(pooled)), tuple(pooled["interventions"])
    return dict(zip(names, said, strict=False)), said[len(names) :]


def title_of(name: str) -> str:
    """What a treatment is called; one that there is no fact about as it was typed."""
    return intervention(name).title
