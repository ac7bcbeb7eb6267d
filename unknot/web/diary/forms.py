"""The questions of an evening."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.web.science import Question

SCALE = [(str(number), str(number)) for number in range(11)]
LONGEST_NOTE = 2000


class EntryForm(forms.Form):
    """One field an instrument, each answered from 0 to 10 or not at all; a note; the key of the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Anything to add?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *given: Any, questions: tuple[Question, ...], **named: Any) -> None:
        super().__init__(*given, **named)
        self.questions = questions
        for question in questions:
            self.fields[question.name] = forms.TypedChoiceField(
                label=question.question,
                choices=SCALE,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

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

    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """The questions with their fields."""
        return [(question, self[question.name]) for question in self.questions]
