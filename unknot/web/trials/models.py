"""One trial of one."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.clients.models import Client
from unknot.web.science_of_trials import without_order
from unknot.web.trials.protocol import Finding, PeriodDates, Protocol, check_finding, check_openings, check_protocol


class Trial(models.Model):
    """Two options compared within one client, in an order that is sealed and opened period by period.

    `waiting_since` is set by whoever wants a design or an analysis and cleared by the worker. `sealed` holds the secret
    of the order: no page shows it before the trial ends.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="trials")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="trials_made")
    made_at = models.DateTimeField(default=timezone.now)
    wishes = models.JSONField(default=dict)
    """What is compared, as the form said."""
    longest_minutes = models.PositiveSmallIntegerField(validators=[MaxValueValidator(600)])
    """The longest session of massage in it, 0 without any [minute]."""
    starts_on = models.DateField()
    blocks = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(8)])
    meaningful = models.FloatField(validators=[MinValueValidator(0.1), MaxValueValidator(10)])
    waiting_since = models.DateTimeField(null=True, blank=True, db_index=True)
    problem = models.TextField(blank=True)
    sealed = models.TextField(blank=True)
    protocol = models.JSONField(null=True, blank=True, validators=[check_protocol])
    begun_at = models.DateTimeField(null=True, blank=True)
    openings = models.JSONField(default=list, blank=True)
    """For each period that was opened: its option, the key that proves it, and when."""
    finding = models.JSONField(null=True, blank=True, validators=[check_finding])
    found_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_note = models.CharField(_("Why it ends"), max_length=500, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("client",), condition=Q(ended_at=None), name="one_trial_at_a_time"),
        )

    def clean(self) -> None:
        """Refuse what cannot be read; what is empty passes by the validators of its field.

        Raises:
            ValidationError: If it cannot.
        """
        check_protocol(self.protocol)
        check_finding(self.finding)
        check_openings(self.openings)

    @classmethod
    def current(cls, client: Client) -> Trial | None:
        """The trial that is designed or runs."""
        return Trial.objects.all().filter(client=client, ended_at=None).first()

    @property
    def is_sealed(self) -> bool:
        """Whether the order is still kept from the client: until the trial has said what it found or was ended."""
        return self.finding is None and self.ended_at is None

    def for_client(self) -> dict[str, str]:
        """What the client's own copy says otherwise: of a trial that is not over, the seal and not the order."""
        return {"sealed": without_order(self.sealed)} if self.is_sealed else {}

    @property
    def plan(self) -> Protocol | None:
        """What was fixed before it begins."""
        return Protocol.of(self.protocol) if self.protocol is not None else None

    @property
    def found(self) -> Finding | None:
        """What it found."""
        return Finding.of(self.finding) if self.finding is not None else None

    @property
    def opened(self) -> list[str]:
        """The options of the periods that were opened."""
        return [str(opening["title"]) for opening in self.openings]

    @property
    def today(self) -> date:
        """The date where the practice is."""
        return self.client.practice.local(timezone.now()).date()

    @property
    def next_to_open(self) -> PeriodDates | None:
        """The period that can be opened now: the next one, from its first day on."""
        periods = self.plan.periods if self.plan is not None and self.begun_at is not None else ()
        coming = next((period for period in periods if period.number == len(self.openings) + 1), None)
        return coming if coming is not None and coming.begins <= self.today else None

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.plan is not None and self.begun_at is not None and self.today > self.plan.periods[-1].ends
