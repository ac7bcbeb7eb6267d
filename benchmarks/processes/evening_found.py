# ruff: noqa: E402 - Django is set up before its models are imported
"""Counts what an evening has left in the database: for `evening_peak.py`."""

from __future__ import annotations

import json
from datetime import timedelta

from unknot.web.serving import prepare

prepare()

from django.utils import timezone

from unknot.web.accounts.models import Practice
from unknot.web.audit.check import first_broken
from unknot.web.diary.models import Entry
from unknot.web.learning.models import Learned

NOW = timezone.now()
FRESH = Entry.objects.filter(written_at__gte=NOW - timedelta(hours=1))
PRACTICE = Practice.objects.get()
SAID = {
    "pages": FRESH.count(),
    "clients": FRESH.values("client").distinct().count(),
    "logged": PRACTICE.audit_events.filter(action="entry.write").count(),
    "log broken at": first_broken(PRACTICE),
    "still to learn from": Learned.objects.filter(stale_since__isnull=False).count(),
}
print(json.dumps(SAID))
