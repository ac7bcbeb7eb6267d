"""One entry of a diary."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from unknot.web.clients.models import Client
from unknot.web.shapes import MINUTES_OF_A_DAY, check_numbers

BACKFILL = timedelta(hours=18)
HIGHEST_ANSWER = 10


class Entry(models.Model):
    """What a client answered for one moment.

    `written_at` is when it was written, which may be days after `for_when`: both are kept, so that what was filled in
    afterwards is never mixed silently with what was said on the day. `key` comes from the page that was filled in: the
    same page sent twice is one entry.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="entries")
    key = models.UUIDField()
    for_when = models.DateTimeField()
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    answers = models.JSONField(default=dict)
    """Instrument name to answer, 0 to 10."""
    practice = models.JSONField(default=dict)
    """Intervention name to minutes, for what was practised that day."""
    note = models.TextField(blank=True)
    extra = models.BooleanField(default=False)
    """Whether it is one more answer beside the evening's, asked because it teaches most."""

    class Meta:
        ordering = ("for_when", "pk")
        verbose_name_plural = "entries"
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="one_entry_a_page"),)
        indexes = (models.Index(fields=("client", "for_when"), name="entries_in_time"),)

    def clean(self) -> None:
        """Refuse what no page of the diary sends.

        Raises:
            ValidationError: If answers or practice are not numbers by name.
        """
        check_numbers("answers", self.answers, HIGHEST_ANSWER)
        check_numbers("practice", self.practice, MINUTES_OF_A_DAY)

    @property
    def afterwards(self) -> bool:
        """Whether it was filled in long after the moment that it is about."""
        return self.written_at - self.for_when > BACKFILL
