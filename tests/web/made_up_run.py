"""A made-up run over a caseload: what its files would hold, and the run as the app keeps it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from unknot.web.accounts.models import StaffMember
    from unknot.web.caseload.models import CaseloadRun

MADE_ON = date(2026, 3, 1)
MADE_FROM = {
    "data": {"responses_sha256": "0a" * 32, "doses_sha256": "0b" * 32},
    "settings": {"seed": 7, "time_zone": "Europe/Oslo", "scales": {"stress": "1-5"}, "ignore": ["mood"]},
    "versions": {"unknot": "0.1.0", "jax": "0.10.2"},
}
SPREAD = {"0.1": 1.26, "0.25": 1.74, "0.5": 3.14, "0.75": 4.75, "0.9": 6.29}
ONE = dict.fromkeys(SPREAD, 1.5)
SUMMARY: dict[str, Any] = {
    "format": "unknot-caseload/1",
    "clients": 210,
    "fitted": 204,
    "failed": 6,
    "failed_by_kind": {"diary": 3, "fit": 1, "lost": 1, "unexpected": 1},
    "not_trustworthy": 2,
    "verdicts": {"learned": 29, "not enough data yet": 171, "no sessions": 4},
    "interventions": {
        "massage": {"clients": 200, "learned": 28, "half_life_days": SPREAD, "peak": SPREAD},
        "mindfulness": {"clients": 18, "learned": 0, "half_life_days": None, "peak": None},
        "hot stones": {"clients": 3, "learned": 1, "half_life_days": ONE, "peak": ONE},
    },
    **MADE_FROM,
}


def _quantity(median: float, near: float, far: float) -> dict[str, Any]:
    return {
        "middle_client": {"lo": median - near, "median": median, "hi": median + near},
        "next_client": {"lo": median - far, "median": median, "hi": median + 2 * far},
        "published": {"lo": median / 4, "median": median, "hi": median * 4},
    }


POOLED: dict[str, Any] = {
    "format": "unknot-caseload-pool/1",
    "rounds": [0.4, 0.031],
    "rests": False,
    "failed": 6,
    "interventions": {
        "massage": {
            "clients": 190,
            "left_out": 2,
            "pooled": True,
            "peak": _quantity(1.8, 0.1, 0.8),
            "half_life_days": _quantity(2.0, 0.3, 1.2),
            "share_that_stays": _quantity(0.14, 0.01, 0.08),
        },
        "hot stones": {"clients": 3, "left_out": 0, "pooled": False},
    },
    **MADE_FROM,
}


def run_of(member: StaffMember) -> CaseloadRun:
    """A run that a member of staff has added."""
    # What is above is also taken by tests that set up no Django.
    from unknot.web.caseload.models import CaseloadRun

    return CaseloadRun.keep(member, MADE_ON, SUMMARY, POOLED)[0]


def file_of(body: Any, name: str = "summary.json") -> SimpleUploadedFile:
    """A file on its way in: JSON of a body, or bytes as they are."""
    return SimpleUploadedFile(name, body if isinstance(body, bytes) else json.dumps(body).encode())
