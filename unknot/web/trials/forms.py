"""What is compared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.clients.models import Client
from unknot.web.plans.safety import Guard
from unknot.web.science_of_plans import least_days_apart
from unknot.web.science_of_trials import WITHOUT, TrialOption, trial_treatments
from unknot.web.translation.said import plainly
from unknot.web.trials.models import Trial

HANDS_ON = "massage"
OFTEN = (
    ("daily", _("daily")),
    ("twice a week", _("twice a week")),
    ("weekly", _("weekly")),
    ("fortnightly", _("every two weeks")),
    (WITHOUT, _("without it")),
)
DAILY = "daily"
FARTHEST = timedelta(days=120)


class TrialForm(forms.Form):
    """Two options, and the size."""

    treatment_1 = forms.ChoiceField(label=_("First option"))
    minutes_1 = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=120, initial=60)
    spacing_1 = forms.ChoiceField(label=_("How often"), choices=OFTEN, initial="weekly")
    treatment_2 = forms.ChoiceField(label=_("Second option"))
    minutes_2 = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=120, initial=60)
    spacing_2 = forms.ChoiceField(label=_("How often"), choices=OFTEN, initial=WITHOUT)
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"]
    )
    blocks = forms.TypedChoiceField(
        label=_("Each option comes"),
        coerce=int,
        choices=[(2, _("twice")), (3, _("three times")), (4, _("four times")), (6, _("six times"))],
        initial=3,
    )
    meaningful = forms.TypedChoiceField(
        label=_("A difference matters from"),
        coerce=float,
        choices=[("0.5", _("half a point")), ("1.0", _("one point")), ("2.0", _("two points"))],
        initial="1.0",
    )

    def __init__(self, *given: Any, guard: Guard, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.guard, self.today = guard, today
        for name in ("treatment_1", "treatment_2"):
            chosen: Any = self.fields[name]
            chosen.choices = [(name, plainly(title)) for name, title in trial_treatments()]
        self.fields["starts_on"].initial = today + timedelta(days=1)

    @property
    def sides(self) -> list[list[forms.BoundField]]:
        """The fields of each option."""
        return [[self[f"{name}_{side}"] for name in ("treatment", "minutes", "spacing")] for side in (1, 2)]

    @property
    def size(self) -> list[forms.BoundField]:
        """The other fields."""
        return [self[name] for name in ("starts_on", "blocks", "meaningful")]

    def clean_starts_on(self) -> date:
        """Refuse a first day that is past or far ahead.

        Raises:
            ValidationError: If it is.
        """
        day: date = self.cleaned_data["starts_on"]
        if not self.today <= day <= self.today + FARTHEST:
            raise forms.ValidationError(_("A trial begins today or within four months."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse sessions that the limits or the rules do not allow, and two options that are one.

        Raises:
            ValidationError: If they do not.
        """
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        first, second = self.options()
        if first.text == second.text:
            raise forms.ValidationError(_("A trial compares two different options."))
        longest = self.guard.longest.minutes
        for option in (first, second):
            if option.treatment != HANDS_ON or option.spacing == WITHOUT:
                continue
            if longest is not None and option.minutes > longest:
                said = _("By the intake, sessions last at most %(most)s minutes.")
                raise forms.ValidationError(said % {"most": longest})
            if option.spacing == DAILY:
                said = _("Sessions are at least %(days)s days apart.")
                raise forms.ValidationError(said % {"days": least_days_apart()})
        return data

    def options(self) -> tuple[TrialOption, TrialOption]:
        """The two options."""
        return options_of(self.cleaned_data)

    def trial(self, client: Client, made_by: Any) -> Trial:
        """The trial as it is kept until it is designed."""
        data = self.cleaned_data
        lengths = [
            option.minutes for option in self.options() if option.treatment == HANDS_ON and option.spacing != WITHOUT
        ]
        return Trial(
            client=client,
            made_by=made_by,
            wishes={name: value for name, value in data.items() if name[-2:] in ("_1", "_2")},
            longest_minutes=max(lengths, default=0),
            starts_on=data["starts_on"],
            blocks=data["blocks"],
            meaningful=data["meaningful"],
            waiting_since=timezone.now(),
        )


def options_of(wishes: dict[str, Any]) -> tuple[TrialOption, TrialOption]:
    """The two options that were wished for."""
    first, second = (
        TrialOption(wishes[f"treatment_{side}"], int(wishes[f"minutes_{side}"]), wishes[f"spacing_{side}"])
        for side in (1, 2)
    )
    return first, second
