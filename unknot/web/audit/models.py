"""The audit log: a chain of hashes for each practice, which nothing in the app changes or removes."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """One thing that somebody did.

    Names and health data never stand here: actor and object are public ids, so that a client can be erased and the
    chain still holds.
    """

    practice = models.ForeignKey("accounts.Practice", on_delete=models.PROTECT, related_name="audit_events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor = models.CharField(max_length=36)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40, blank=True)
    object = models.CharField(max_length=36, blank=True)
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("practice", "number")
        constraints = (models.UniqueConstraint(fields=("practice", "number"), name="one_audit_event_a_number"),)


class LogCheck(models.Model):
    """When a practice's whole chain was followed last, how far it went then, and where it was broken.

    From then on the entry it ended with must be there: without it nobody could tell that the end was cut off.
    """

    practice = models.OneToOneField("accounts.Practice", on_delete=models.CASCADE, related_name="log_check")
    at = models.DateTimeField()
    number = models.PositiveIntegerField()
    own_hash = models.CharField(max_length=64)
    broken = models.PositiveIntegerField(null=True)
