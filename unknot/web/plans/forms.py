"""What a plan is looked for with, and why one ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.web.plans.models import Plan
from unknot.web.science_of_plans import Wanted

A_WEEK = 7
MOST_MONEY = 1_000_000


class WishesForm(forms.Form):
    """The goal, and what the client wants to give for it."""

    goal_most = forms.TypedChoiceField(
        label=_("A good day is pain of at most"),
        coerce=int,
        choices=[(most, str(most)) for most in range(10)],
        initial=4,
    )
    goal_days = forms.TypedChoiceField(
        label=_("Good days wanted, of seven"),
        coerce=int,
        choices=[(days, _("%(days)d of 7") % {"days": days}) for days in range(1, A_WEEK + 1)],
        initial=5,
    )
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=26, initial=8)
    price = forms.DecimalField(
        label=_("Price of a session"), min_value=0, max_value=MOST_MONEY, decimal_places=2, initial=0
    )
    budget = forms.DecimalField(
        label=_("Most for all sessions"),
        min_value=0,
        max_value=MOST_MONEY,
        decimal_places=2,
        required=False,
        help_text=_("Nothing for no limit."),
    )
    most_a_week = forms.TypedChoiceField(
        label=_("Sessions a week, at most"), coerce=int, choices=[(most, str(most)) for most in range(4)], initial=2
    )
    home_minutes = forms.IntegerField(
        label=_("Minutes at home a day, at most"),
        min_value=0,
        max_value=120,
        initial=20,
        help_text=_("No session is planned without at least 10."),
    )
    good_day = forms.DecimalField(
        label=_("What one more good day is worth"), min_value=0, max_value=MOST_MONEY, decimal_places=2, initial=20
    )
    hour = forms.DecimalField(
        label=_("What an hour of the client's time is worth"),
        min_value=0,
        max_value=MOST_MONEY,
        decimal_places=2,
        initial=0,
    )

    @property
    def weights(self) -> list[forms.BoundField]:
        """The fields about what things are worth, which most leave as they are."""
        return [self["good_day"], self["hour"]]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The other fields."""
        return [bound for bound in self if bound.name not in ("good_day", "hour")]

    def wishes(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


def _plain(value: Any) -> Any:
    """A number as JSON has it, whole where it is whole."""
    return int(value) if value is not None and value == int(value) else value if value is None else float(value)


def wanted(wishes: dict[str, Any]) -> Wanted:
    """Kept wishes as the science takes them."""
    rest = {name: wishes[name] for name in Wanted.__dataclass_fields__ if name != "goal"}
    return Wanted(goal=f"pain<={wishes['goal_most']} on {wishes['goal_days']} of {A_WEEK} days", **rest)


class EndForm(forms.ModelForm):
    """Why a plan ends."""

    class Meta:
        model = Plan
        fields = ("end_reason", "end_note")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        reasons = [choice for choice in Plan.End.choices if choice[0] != Plan.End.REPLACED]
        self.fields["end_reason"] = forms.ChoiceField(label=_("Why it ends"), choices=[("", "—"), *reasons])
