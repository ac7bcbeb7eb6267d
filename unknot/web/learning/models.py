"""What was learned from one client's record."""

from __future__ import annotations

from django.db import models

from unknot.web.clients.models import Client


class Learned(models.Model):
    """The latest answer for one client, and whether the record has grown since.

    `answer` is the JSON of `unknot report --json`. `stale_since` is set by whatever changes the record and cleared by
    the worker: the table itself is the list of work to do, so nothing is forgotten when a process dies.
    """

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="learned")
    answer = models.JSONField(null=True)
    explained = models.JSONField(default=dict)
    """The same in sentences for the client, as `science.explained_to_client` gives them."""
    problem = models.TextField(blank=True)
    """Why nothing could be learned, in plain words."""
    origin = models.DateTimeField(null=True)
    """The moment of day 0 in the answer's timeline."""
    as_of = models.DateTimeField(null=True)
    relief_days = models.FloatField(null=True)
    """How long at least one point of the usual session's relief is there, where that is known [day]."""
    stale_since = models.DateTimeField(null=True, db_index=True)
