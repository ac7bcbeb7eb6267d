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
from unknot.evidence.safety.screening import Screening, screen
from unknot.evidence.safety.signs_read import signs_in_scores, signs_of_age
from unknot.evidence.schema.questionnaire import Item, Questionnaire
from unknot.evidence.schema.red_flag import EMERGENCY, LETTER_FIRST
from unknot.evidence.schema.sign import GROUPS
from unknot.web.intake import words

ASKED = ("nrs", "peg", "gcps_r", "phq4", "expectation")
SIGNS, CONDITIONS, PLACES, UNSURE, ALL_ASKED = "signs", "conditions", "places", "unsure", "asked_"
MOST_GOALS = 5
LONGEST_ACTIVITY, LONGEST_NOTE = 120, 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that is answered with yes, no or "not known".

    Attributes:
        name: The name of the sign or the contraindication.
        question: The question.
        yes: Whether yes is ticked.
        unsure: Whether "not known" is ticked.
        local: Whether its place has to be shown.
    """

    name: str
    question: str
    yes: bool
    unsure: bool
    local: bool = False


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of one kind, and the box that says they were all asked."""

    title: str
    signs: Sequence[Asked]
    asked: Any


class IntakeForm(forms.Form):
    """Questionnaires, goals, safety questions and health history; what is about safety may not be left out."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    signs = forms.MultipleChoiceField(required=False)
    conditions = forms.MultipleChoiceField(required=False)
    places = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in REGIONS])
    unsure = forms.MultipleChoiceField(required=False)
    passed = forms.CharField(
        label=gettext_lazy("What became of what stopped sessions?"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("For example: seen by Dr Hall on Monday, who found nothing."),
    )
    asked_conditions = forms.BooleanField(
        label=gettext_lazy("All of these were asked. What is not ticked is a no."),
        error_messages={"required": gettext_lazy("Ask these, then tick the box; what does not apply stays empty.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Anything else"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *given: Any, years: int | None = None, stopped: bool = False, **named: Any) -> None:
        """Ask.

        Args:
            *given: What was sent.
            years: The client's age, where the date of birth is known [year].
            stopped: Whether the latest intake stops sessions.
            **named: For Django.
        """
        super().__init__(*given, **named)
        self.years, self.stopped = years, stopped
        choices: Any = self.fields
        asked = [(sign.name, sign.question) for sign in signs().values() if sign.asked_of != "score"]
        conditions = [(rule.name, rule.question) for rule in contraindications().values() if rule.question]
        choices[SIGNS].choices, choices[CONDITIONS].choices, choices[UNSURE].choices = (
            asked,
            conditions,
            [*asked, *conditions],
        )
        choices[SIGNS].initial = [] if years is None else signs_of_age(years)
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
                label=_("All of these were asked. What is not ticked is a no."),
                error_messages={"required": _("Ask these, then tick the box; what does not apply stays empty.")},
            )

    @classmethod
    def questionnaires(cls) -> list[Questionnaire]:
        """The questionnaires that are asked."""
        return [questionnaires()[name] for name in ASKED]

    def clean(self) -> dict[str, Any]:
        """Ask where local conditions are, and what became of findings that stopped sessions and no longer hold.

        Raises:
            ValidationError: If one of these is missing.
        """
        data = super().clean() or self.cleaned_data
        stops = self.screening().outcome in (LETTER_FIRST, EMERGENCY)
        if self.stopped and not stops and not data.get("passed"):
            self.add_error("passed", _("The latest intake stops sessions and this one does not. Say what happened."))
        local = [name for name in data.get(CONDITIONS, ()) if contraindications()[name].local]
        if local and not data.get(PLACES):
            titles = ", ".join(_(contraindications()[name].title) for name in local)
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

    def signs_found(self) -> list[str]:
        """The signs that are present: ticked, known from the age, or read off the scores."""
        ticked = self.cleaned_data.get(SIGNS, ())
        if self.years is not None:
            asked = [name for name in ticked if not (signs()[name].age_above or signs()[name].age_below)]
            ticked = [*asked, *signs_of_age(self.years)]
        return [*ticked, *signs_in_scores(self.answers()).present]

    def not_known(self) -> list[str]:
        """The signs and conditions of which it is not known whether they are there."""
        data = self.cleaned_data
        present = {*self.signs_found(), *data.get(CONDITIONS, ())}
        perhaps = [*data.get(UNSURE, ()), *signs_in_scores(self.answers()).unknown]
        return [name for name in perhaps if name not in present]

    def screening(self) -> Screening:
        """What the rules say about what was answered."""
        data = self.cleaned_data
        return screen(self.signs_found(), data.get(CONDITIONS, ()), data.get(PLACES, ()), self.not_known())

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
        ticked, unsure = self[SIGNS].value() or [], self[UNSURE].value() or []
        for place, group in enumerate(GROUPS):
            asked = [sign for sign in signs().values() if sign.group == group and sign.asked_of != "score"]
            rows = [Asked(sign.name, _(sign.question), sign.name in ticked, sign.name in unsure) for sign in asked]
            yield SignGroup(str(words.GROUPS[group]), rows, self[f"{ALL_ASKED}{place}"])

    def condition_rows(self) -> list[Asked]:
        """The questions of the health history."""
        ticked, unsure = self[CONDITIONS].value() or [], self[UNSURE].value() or []
        return [
            Asked(rule.name, _(rule.question), rule.name in ticked, rule.name in unsure, rule.local)
            for rule in contraindications().values()
            if rule.question
        ]


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
