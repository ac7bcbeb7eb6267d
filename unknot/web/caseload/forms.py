"""The files of a run on their way in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unknot.errors import RecordError
from unknot.web.science_of_caseload import read_pooled, read_summary
from unknot.web.translation.said import said

JSON = {"accept": ".json,application/json"}


class RunForm(forms.Form):
    """The files of a run, and the day on which it was made."""

    summary = forms.FileField(
        label=gettext_lazy("Summary of the run (summary.json)"),
        widget=forms.FileInput(JSON),
    )
    pooled = forms.FileField(
        label=gettext_lazy("What the clients share (pooled.json)"),
        help_text=gettext_lazy("Only a run with --pool has this file; it lies in the same folder."),
        widget=forms.FileInput(JSON),
        required=False,
    )
    made_on = forms.DateField(
        label=gettext_lazy("Day of the run"),
        help_text=gettext_lazy("The files do not say it."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, initial={"made_on": today}, **named)
        self.today = today

    def clean_made_on(self) -> date:
        """The day, unless it is yet to come.

        Raises:
            ValidationError: If it is.
        """
        day: date = self.cleaned_data["made_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is yet to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """What the files hold, in their place."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        summary, pooled = given.get("summary"), given.get("pooled")
        if summary is None:
            return given
        field = "summary"
        try:
            given["summary"] = read_summary(summary.read(), summary.name)
            field = "pooled"
            given["pooled"] = read_pooled(pooled.read(), pooled.name, given["summary"]) if pooled else None
        except RecordError as error:
            self.add_error(field, _refusal(error))
        return given


def _refusal(error: RecordError) -> SafeString:
    """What happened, what was given, what to do; in the language of the page."""
    return format_html("{} <code>{}</code> {}", said(error.what), error.given, said(error.todo))
