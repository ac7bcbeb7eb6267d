"""What plans are looked for, the plan that was chosen, and what is worth asking next."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.clients.models import Client
from unknot.web.plans.option import Option, check_option


class PlanSearch(models.Model):
    """What plans are looked for, and what was found.

    `waiting_since` is set by whoever asks and cleared by the worker: the table is the list of work. `found` is the JSON
    of `unknot plan --json`.
    """

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="plan_search")
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    """Names one search: a choice made from an older one is refused."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plan_searches")
    wishes = models.JSONField(default=dict)
    waiting_since = models.DateTimeField(null=True, db_index=True)
    found = models.JSONField(null=True)
    kept_to = models.JSONField(default=dict)
    """The safety limits that the options keep to."""
    problem = models.TextField(blank=True)
    """Why nothing was found, in plain words."""
    as_of = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "plan searches"


class Plan(models.Model):
    """The option that a therapist chose for a client, with what it was expected to bring."""

    class End(models.TextChoices):
        """Why a plan ended."""

        REACHED = "reached", _("the goal is reached")
        NO_CHANGE = "no_change", _("no change")
        WORSE = "worse", _("pain got worse, or it harmed")
        OTHER_WISH = "other_wish", _("the client wishes something else")
        REPLACED = "replaced", _("another plan was chosen")
        OTHER = "other", _("something else")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="plans")
    key = models.UUIDField(default=uuid.uuid4)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plans_chosen")
    chosen_at = models.DateTimeField(default=timezone.now)
    as_of = models.DateTimeField()
    """As of when the answer stood from which it was chosen."""
    goal_most = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    """The highest answer on pain of a good day."""
    goal_days = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    """On how many of seven days in a row."""
    weeks = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(26)])
    supported = models.BooleanField(default=True)
    """Whether the diary said enough about this client's own relief."""
    title = models.CharField(max_length=300)
    """What is done, in one line."""
    ends_on = models.DateField()
    """Its last day."""
    chance_without = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(1)])
    """The chance of the goal without sessions and practice."""
    option = models.JSONField(default=dict, validators=[check_option])
    """The option, as one of the options in the JSON of `unknot plan --json`."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="plans_ended"
    )
    end_reason = models.CharField(_("Why it ends"), max_length=12, choices=End.choices, blank=True)
    end_note = models.CharField(_("What is to be remembered"), max_length=500, blank=True)

    class Meta:
        ordering = ("-chosen_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("client", "key"), name="one_plan_a_page"),
            models.UniqueConstraint(fields=("client",), condition=Q(ended_at=None), name="one_plan_at_a_time"),
        )

    def clean(self) -> None:
        """Refuse an option that cannot be read; an empty one passes by the validators of its field.

        Raises:
            ValidationError: If it cannot.
        """
        check_option(self.option)

    @classmethod
    def running(cls, client: Client) -> Plan | None:
        """The plan that a client follows now."""
        return cls._default_manager.filter(client=client, ended_at=None).select_related("chosen_by").first()

    @property
    def chosen(self) -> Option:
        """The option."""
        return Option.of(self.option)

    @property
    def is_over(self) -> bool:
        """Whether its days have passed."""
        return self.client.practice.local(timezone.now()).date() > self.ends_on


class NextQuestions(models.Model):
    """The answers of the coming days that would teach most: the JSON of `unknot ask --json`, as of when."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="next_questions")
    found = models.JSONField(null=True)
    as_of = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "next questions"
