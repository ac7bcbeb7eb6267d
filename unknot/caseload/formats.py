"""What stands in the files of a run that others read: their formats, names and bounds. Needs no tables."""

from __future__ import annotations

from unknot.inference.others import FORMAT
from unknot.report.answer import LEVEL as LEVEL

SUMMARY = "unknot-caseload/1"
"""The format of `summary.json`."""
POOLED = FORMAT
"""The format of `pooled.json`."""
NO_SESSIONS = "no sessions"
"""Said beside the verdicts of a report, of clients who have none."""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
FEWEST = 5
"""Clients that a treatment needs to be pooled; what fewer share would tell of single ones."""
KINDS = {
    "diary": "The rows of the diary are wrong.",
    "fit": "The diary cannot be fitted.",
    "lost": "No worker survived; the next run tries again.",
    "unexpected": "An error of ours: please report it.",
}
"""Why clients failed."""
