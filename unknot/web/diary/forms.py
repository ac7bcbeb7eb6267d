"""The questions of an evening."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.web.diary.days import ABOUT_TODAY, Day
from unknot.web.science import Question
from unknot.web.translation.said import plainly

SCALE = [(str(number), str(number)) for number in range(11)]
LONGEST_NOTE = 2000
PRACTICES = (("relaxation", _("Relaxation")), ("mindfulness", _("Mindfulness")), ("exercise", _("Movement")))
MINUTES = [("", _("none")), *((str(minutes), _("%d min") % minutes) for minutes in (5, 10, 15, 20, 30, 45, 60))]


class EntryForm(forms.Form):
    """One field an instrument, each answered from 0 to 10 or not at all; practice, a note, the day, the page's key."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(label=_("Which day is this about?"), input_formats=["%Y-%m-%d"])
    note = forms.CharField(
        label=_("Anything unusual today?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *given: Any, questions: tuple[Question, ...], days: tuple[Day, ...], **named: Any) -> None:
        super().__init__(*given, **named)
        self.questions = questions
        self.days = {day.date: day for day in days}
        self.fields["day"].widget = forms.Select(choices=[(day.date.isoformat(), day.title) for day in days])
        for question in questions:
            self.fields[question.name] = forms.TypedChoiceField(
                label=plainly(question.question),
                choices=SCALE,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        for name, title in PRACTICES:
            self.fields[name] = forms.TypedChoiceField(
                label=title, choices=MINUTES, coerce=int, empty_value=None, required=False
            )

    def clean_day(self) -> date:
        """Refuse a day that is still to come or long gone.

        Raises:
            ValidationError: If the diary does not take that day.
        """
        day: date = self.cleaned_data["day"]
        if day not in self.days:
            raise forms.ValidationError(ABOUT_TODAY)
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse an entry that says nothing.

        Raises:
            ValidationError: If no question was answered.
        """
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("Answer at least one question."))
        return data

    def answers(self) -> dict[str, int]:
        """The answers that were given."""
        given = ((question.name, self.cleaned_data.get(question.name)) for question in self.questions)
        return {name: answer for name, answer in given if answer is not None}

    def practice(self) -> dict[str, int]:
        """What was practised, in minutes."""
        given = ((name, self.cleaned_data.get(name)) for name, _title in PRACTICES)
        return {name: minutes for name, minutes in given if minutes}

    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """The questions with their fields."""
        return [(question, self[question.name]) for question in self.questions]

    def practised(self) -> list[forms.BoundField]:
        """The fields of practice."""
        return [self[name] for name, _title in PRACTICES]
