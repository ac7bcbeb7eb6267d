"""The questions of an intake."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unknot.evidence.body import REGIONS
from unknot.evidence.load import questionnaires
from unknot.evidence.safety.facts import contraindications, signs
from unknot.evidence.schema.questionnaire import Item, Questionnaire
from unknot.evidence.schema.sign import GROUPS
from unknot.web.intake import words

ASKED = ("nrs", "peg", "gcps_r", "phq4", "expectation")
SIGNS, CONDITIONS, PLACES, ALL_ASKED = "signs", "conditions", "places", "asked_"
MOST_GOALS = 5
LONGEST_ACTIVITY, LONGEST_NOTE = 120, 2000


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of one kind, and the box that says they were all asked."""

    title: str
    signs: Sequence[tuple[str, str, bool]]
    asked: Any


class IntakeForm(forms.Form):
    """Questionnaires, goals, safety questions and health history; what is about safety may not be left out."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    signs = forms.MultipleChoiceField(required=False)
    conditions = forms.MultipleChoiceField(required=False)
    places = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in REGIONS])
    asked_conditions = forms.BooleanField(
        label=gettext_lazy("All of these were asked."),
        error_messages={"required": gettext_lazy("Ask these, then tick the box; what does not apply stays empty.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Anything else"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *given: Any, over_70: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        choices: Any = self.fields
        asked = [sign for sign in signs().values() if sign.asked_of != "score"]
        choices[SIGNS].choices = [(sign.name, sign.question) for sign in asked]
        choices[SIGNS].initial = ["over_70"] if over_70 else []
        choices[CONDITIONS].choices = [
            (rule.name, rule.question) for rule in contraindications().values() if rule.question
        ]
        for questionnaire in self.questionnaires():
            for item in questionnaire.items:
                self.fields[item.name] = _answer(item)
        for number in range(1, MOST_GOALS + 1):
            self.fields[f"activity_{number}"] = forms.CharField(
                label=_("Activity %(number)s") % {"number": number}, required=False, max_length=LONGEST_ACTIVITY
            )
            self.fields[f"rating_{number}"] = forms.TypedChoiceField(
                label=_("Today, 0–10"),
                choices=[("", "–"), *((str(value), str(value)) for value in range(11))],
                coerce=int,
                empty_value=None,
                required=False,
            )
        for place, _title in enumerate(GROUPS):
            self.fields[f"{ALL_ASKED}{place}"] = forms.BooleanField(
                label=_("All of these were asked."),
                error_messages={"required": _("Ask these, then tick the box; what does not apply stays empty.")},
            )

    @classmethod
    def questionnaires(cls) -> list[Questionnaire]:
        """The questionnaires that are asked."""
        return [questionnaires()[name] for name in ASKED]

    def clean(self) -> dict[str, Any]:
        """Ask where local conditions are.

        Raises:
            ValidationError: If a condition leaves out its own place and no place is shown.
        """
        data = super().clean() or self.cleaned_data
        local = [name for name in data.get(CONDITIONS, ()) if contraindications()[name].local]
        if local and not data.get(PLACES):
            titles = ", ".join(contraindications()[name].title for name in local)
            self.add_error(
                PLACES,
                ngettext(
                    "Show on the body where this is: %(titles)s.",
                    "Show on the body where these are: %(titles)s.",
                    len(local),
                )
                % {"titles": titles},
            )
        return data

    def answers(self) -> dict[str, int]:
        """The answers to questionnaires that were given."""
        names = [item.name for questionnaire in self.questionnaires() for item in questionnaire.items]
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) is not None}

    def goals(self) -> list[tuple[str, int | None]]:
        """The activities that were named, with how they go."""
        data = self.cleaned_data
        rows = ((data[f"activity_{number}"].strip(), data[f"rating_{number}"]) for number in range(1, MOST_GOALS + 1))
        return [(activity, value) for activity, value in rows if activity]

    def asked_questionnaires(self) -> Iterator[tuple[Questionnaire, list[tuple[Item, forms.BoundField]]]]:
        """The questionnaires with their fields."""
        for questionnaire in self.questionnaires():
            yield questionnaire, [(item, self[item.name]) for item in questionnaire.items]

    def goal_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Fields of activities and their ratings."""
        return [(self[f"activity_{number}"], self[f"rating_{number}"]) for number in range(1, MOST_GOALS + 1)]

    def sign_groups(self) -> Iterator[SignGroup]:
        """The safety questions by what they are about."""
        ticked = self[SIGNS].value() or []
        for place, group in enumerate(GROUPS):
            asked = [sign for sign in signs().values() if sign.group == group and sign.asked_of != "score"]
            rows = [(sign.name, _(sign.question), sign.name in ticked) for sign in asked]
            yield SignGroup(str(words.GROUPS[group]), rows, self[f"{ALL_ASKED}{place}"])

    def condition_rows(self) -> list[tuple[str, str, bool, bool]]:
        """The questions of the health history: name, question, whether it is ticked, whether it has a place."""
        ticked = self[CONDITIONS].value() or []
        rules = [rule for rule in contraindications().values() if rule.question]
        return [(rule.name, _(rule.question or ""), rule.name in ticked, rule.local) for rule in rules]


def new_key() -> dict[str, uuid.UUID]:
    """What a new page begins with: a key of its own."""
    return {"key": uuid.uuid4()}


def _answer(item: Item) -> forms.Field:
    labels = [_(answer) for answer in item.answers] or [str(number) for number in range(item.most + 1)]
    return forms.TypedChoiceField(
        label=_(item.question),
        choices=[(str(number), label) for number, label in enumerate(labels)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
