"""The record of a session, short enough for the minute after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unknot.evidence.body import FIRMEST_PRESSURE, LIGHTEST_PRESSURE, REGIONS, TECHNIQUES
from unknot.evidence.load import interventions, treatments
from unknot.evidence.safety.limits import breaches
from unknot.web.clock import MomentField
from unknot.web.goals.models import Goal
from unknot.web.intake import words
from unknot.web.intake.changes import breach_in_words
from unknot.web.sessions.gate import Gate
from unknot.web.sessions.models import AdverseEvent, Session

SCALE = [(str(number), str(number)) for number in range(11)]
PRESSURES = range(LIGHTEST_PRESSURE, FIRMEST_PRESSURE + 1)
UNWANTED = ("what", "onset", "severity", "expected", "action")
RATED = ("pain_before", "pain_after", "soreness")


def _scale(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=SCALE, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


def goal_field(goal: Goal) -> str:
    """The name of the field in which a goal is rated."""
    return f"goal_{goal.public_id}"


class SessionForm(forms.ModelForm):
    """One session, how the goals go, and whether something unwanted came with it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    started_at = MomentField(label=gettext_lazy("Began"))
    intervention = forms.ChoiceField(label=gettext_lazy("What was given"))
    pressure = forms.TypedChoiceField(
        label=gettext_lazy("Pressure"),
        choices=[(str(number), str(number)) for number in PRESSURES],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    technique = forms.ChoiceField(label=gettext_lazy("Technique"), required=False)
    regions = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in REGIONS])
    pain_before = _scale(gettext_lazy("Pain before"))
    pain_after = _scale(gettext_lazy("Pain after"))
    soreness = _scale(gettext_lazy("Soreness after"))
    what = forms.CharField(label=gettext_lazy("What happened"), required=False, max_length=500)
    onset = forms.ChoiceField(
        label=gettext_lazy("When it began"), required=False, choices=[("", "–"), *AdverseEvent.Onset.choices]
    )
    severity = forms.TypedChoiceField(
        label=gettext_lazy("How bad it was"),
        required=False,
        choices=[("", "–"), *AdverseEvent.Severity.choices],
        coerce=int,
        empty_value=None,
    )
    expected = forms.BooleanField(label=gettext_lazy("It was to be expected"), required=False)
    action = forms.CharField(label=gettext_lazy("What was done"), required=False, max_length=500)

    class Meta:
        model = Session
        fields = (
            "started_at",
            "intervention",
            "minutes",
            "technique",
            "pressure",
            "regions",
            "pain_before",
            "pain_after",
            "soreness",
            "note",
            "beyond",
        )
        widgets = {  # noqa: RUF012 - read by Django once
            "note": forms.Textarea({"rows": 3}),
            "beyond": forms.TextInput({"autocomplete": "off"}),
            "minutes": forms.NumberInput({"min": 1, "max": 480, "inputmode": "numeric"}),
        }

    def __init__(self, *given: Any, gate: Gate, goals: Sequence[Goal], **named: Any) -> None:
        super().__init__(*given, **named)
        self.gate = gate
        self.goals = goals
        choices: Any = self.fields
        choices["intervention"].choices = [(name, _(interventions()[name].title)) for name in treatments()]
        choices["technique"].choices = [("", "–"), *((name, words.TECHNIQUES[name]) for name in TECHNIQUES)]
        self.fields["beyond"].required = False
        self.beyond_limits: list[str] = []
        for goal in goals:
            self.fields[goal_field(goal)] = forms.TypedChoiceField(
                label=goal.activity, choices=[("", "–"), *SCALE], coerce=int, empty_value=None, required=False
            )

    def clean_started_at(self) -> Any:
        """Refuse a session that has not begun yet.

        Raises:
            ValidationError: If it lies ahead.
        """
        moment = self.cleaned_data["started_at"]
        if moment > timezone.now():
            raise forms.ValidationError(_("This lies ahead. A session is recorded once it was given."))
        return moment

    def clean(self) -> dict[str, Any]:
        """Ask why where the session went beyond the limits, and for the whole of something unwanted.

        Raises:
            ValidationError: If a part of it is missing.
        """
        data = super().clean() or self.cleaned_data
        self.beyond_limits = self._beyond(data)
        if self.beyond_limits and not data.get("beyond"):
            self.add_error("beyond", _("This goes beyond the limits. Say why, or change it above."))
        missing = [name for name in ("what", "onset", "severity") if not data.get(name)]
        if any(data.get(name) for name in UNWANTED):
            for name in missing:
                self.add_error(name, _("This belongs to something unwanted."))
        return data

    def unwanted(self) -> dict[str, Any] | None:
        """What is to be kept of something unwanted, or None where nothing was."""
        return {name: self.cleaned_data[name] for name in UNWANTED} if self.cleaned_data.get("what") else None

    def all_ratings(self) -> dict[Goal, int | None]:
        """How the goals go, None for those that were not rated."""
        return {goal: self.cleaned_data.get(goal_field(goal)) for goal in self.goals}

    def goal_fields(self) -> list[forms.BoundField]:
        """Fields of the goals."""
        return [self[goal_field(goal)] for goal in self.goals]

    def unwanted_fields(self) -> list[forms.BoundField]:
        """Fields of something unwanted."""
        return [self[name] for name in UNWANTED]

    @property
    def unwanted_open(self) -> bool:
        """Whether the part on something unwanted is shown at once."""
        return any(self[name].value() or name in self.errors for name in UNWANTED)

    def _beyond(self, data: dict[str, Any]) -> list[str]:
        technique: Collection[str] = [data["technique"]] if data.get("technique") else []
        found = breaches(
            self.gate.standing.limits,
            sites=data.get("regions", ()),
            pressure=data.get("pressure"),
            minutes=data.get("minutes"),
            techniques=technique,
        )
        return [*self.gate.stops, *(breach_in_words(breach) for breach in found)]
