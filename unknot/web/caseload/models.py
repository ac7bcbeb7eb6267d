"""Runs over many clients, as their files tell of them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from unknot.web.accounts.models import Practice, StaffMember


class CaseloadRun(models.Model):
    """What `unknot cohort fit` wrote about a caseload: `summary.json`, and `pooled.json` where there is one.

    It names nobody, and belongs to the practice: no client leads to it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="caseload_runs")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caseload_runs")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    made_on = models.DateField()
    """The day of the run, as whoever added it says: the files do not, so that equal runs are equal files."""
    summary = models.JSONField()
    pooled = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-made_on", "-added_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("practice", "content_hash"), name="one_caseload_run_a_content"),)

    @property
    def made_with(self) -> list[str]:
        """The versions that it was made with."""
        return [f"{name} {version}" for name, version in self.summary["versions"].items()]

    @property
    def made_by(self) -> list[str]:
        """The settings that it was made with, as they are given to the command."""
        said = self.summary["settings"]
        zone = [f"--time-zone {said['time_zone']}"] if said["time_zone"] else []
        scales = [f"--scale {name}={scale}" for name, scale in said["scales"].items()]
        return [f"--seed {said['seed']}", *zone, *scales, *(f"--ignore {name}" for name in said["ignore"])]

    @classmethod
    def keep(
        cls, member: StaffMember, made_on: date, summary: Mapping[str, Any], pooled: Mapping[str, Any] | None
    ) -> tuple[CaseloadRun, bool]:
        """Keep a run for a member's practice; one that is there already stays as it is.

        Args:
            member: Who adds it.
            made_on: The day of the run.
            summary: What is in `summary.json`.
            pooled: What is in `pooled.json`, or None.

        Returns:
            The run, and whether it is new.
        """
        said = json.dumps([summary, pooled], sort_keys=True).encode()
        return CaseloadRun.objects.get_or_create(
            practice=member.practice,
            content_hash=hashlib.sha256(said).hexdigest(),
            defaults={"added_by": member, "made_on": made_on, "summary": summary, "pooled": pooled},
        )
