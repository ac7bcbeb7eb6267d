"""Files on their way in, and the confirmation of an erasure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unknot.web.clients.models import Client

LARGEST_TABLE = 5_000_000
CSV = {"accept": ".csv,.tsv,.txt,text/csv"}


def _not_too_large(file: UploadedFile) -> None:
    if (file.size or 0) > LARGEST_TABLE:
        raise forms.ValidationError(_("This table is larger than 5 megabytes. Split it by years."))


class TablesForm(forms.Form):
    """The two tables, and what they may not say themselves."""

    responses = forms.FileField(
        label=gettext_lazy("Table of answers (CSV)"),
        help_text=gettext_lazy("Columns: time, pain, and where there are some sleep_quality, stress, mood, anxiety."),
        widget=forms.FileInput(CSV),
        validators=[_not_too_large, FileExtensionValidator(["csv", "tsv", "txt"])],
    )
    doses = forms.FileField(
        label=gettext_lazy("Table of sessions (CSV)"),
        help_text=gettext_lazy("Columns: time, intervention, minutes, and where there are some intensity, note."),
        widget=forms.FileInput(CSV),
        validators=[_not_too_large, FileExtensionValidator(["csv", "tsv", "txt"])],
        required=False,
    )
    first_day = forms.DateField(
        label=gettext_lazy("Date of day 0"),
        help_text=gettext_lazy("Only where the tables count days and hold no dates."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    person = forms.CharField(
        label=gettext_lazy("Whose rows"),
        help_text=gettext_lazy("Only where the tables hold several people: the name in the column person."),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    ignored = forms.CharField(
        label=gettext_lazy("Columns to leave out"),
        help_text=gettext_lazy("Their names, with commas between them."),
        required=False,
        max_length=400,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class BringForm(forms.Form):
    """An export of Unknot."""

    file = forms.FileField(
        label=gettext_lazy("Export of a client (ZIP)"),
        widget=forms.FileInput({"accept": ".zip,.json"}),
        validators=[FileExtensionValidator(["zip", "json"])],
    )


class EraseForm(forms.Form):
    """The client's name, typed by hand."""

    name = forms.CharField(label=gettext_lazy("The client's name"), widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, *given: Any, client: Client, **named: Any) -> None:
        super().__init__(*given, **named)
        self.client = client

    def clean_name(self) -> str:
        """The name, whatever its capitals.

        Raises:
            ValidationError: If it is not the client's.
        """
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() != " ".join(self.client.name.split()).casefold():
            raise forms.ValidationError(_("This is not the name of this client."))
        return name
