"""A trial that was designed, with a real seal and dates of its own; the rest of its protocol is written by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from unknot.planning.trial.sealing import Seal
from unknot.web.clients.models import Client
from unknot.web.trials.models import Trial

TITLES = ("Massage, 60 minutes weekly", "no massage")
DAYS = 14
WISHES = {
    "treatment_1": "massage",
    "minutes_1": 60,
    "spacing_1": "weekly",
    "treatment_2": "massage",
    "minutes_2": 60,
    "spacing_2": "no",
}


def sealed_and_protocol(start: date, blocks: int = 2) -> tuple[str, dict[str, Any]]:
    """What the science gives."""
    seal = Seal("a secret of the tests", blocks)
    options = [
        {"intervention": "massage", "minutes": 60.0, "gap_days": 7.0},
        {"intervention": "massage", "minutes": 0.0, "gap_days": 0.0},
    ]
    file = {
        "format": "unknot-trial/1",
        "options": options,
        "instrument": "pain",
        "meaningful": 1.0,
        "start": start.isoformat(),
        "period_days": DAYS,
        "washout_days": 7,
        "carry_over": {"median_days": 1.0, "log_sd": 0.8},
        "commitments": list(seal.commitments),
        "seed_commitment": seal.seed_commitment,
    }
    protocol = {
        "title": "Protocol of an N-of-1 trial",
        "summary": "4 periods of 14 days in 2 blocks.",
        "option_titles": list(TITLES),
        "washout_days": 7,
        "items": [{"title": "Question", "text": "Is one followed by less pain?"}],
        "periods": [
            {
                "number": place + 1,
                "begins": (start + timedelta(days=place * DAYS)).isoformat(),
                "counts_from": (start + timedelta(days=place * DAYS + 7)).isoformat(),
                "ends": (start + timedelta(days=place * DAYS + DAYS - 1)).isoformat(),
                "hash": seal.commitments[place],
            }
            for place in range(2 * blocks)
        ],
    }
    return json.dumps({**file, "seed": seal.seed}), protocol


def finding_said(verdict: str = "Can’t tell.") -> dict[str, Any]:
    """What an analysis says."""
    return {
        "says": [f"{verdict} The answers fit anything.", "This is not a finding of no difference."],
        "limits": ["It holds for this person.", "It does not promise less pain (kravitz2018, 215 people)."],
        "effect": {"median": -0.4, "low": -1.9, "high": 1.1},
        "meaningful": 1.0,
        "probability_second_better": 0.71,
        "probability_too_small": 0.6,
    }


def trial_of(client: Client, *, days_ago: int = 1, **said: Any) -> Trial:
    """A trial that was designed and, unless told otherwise, begun."""
    start = client.practice.local(timezone.now()).date() - timedelta(days=days_ago)
    sealed, protocol = sealed_and_protocol(start)
    begin = {
        "client": client,
        "made_by": client.therapist,
        "wishes": WISHES,
        "longest_minutes": 60,
        "starts_on": start,
        "blocks": 2,
        "meaningful": 1.0,
        "sealed": sealed,
        "protocol": protocol,
        "begun_at": timezone.now() - timedelta(days=days_ago),
    }
    return Trial.objects.create(**begin | said)
