"""What is known of a client."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client


class ClientForm(forms.ModelForm):
    """A client; an owner also says whose client."""

    class Meta:
        model = Client
        fields = ("name", "complaint", "born", "email", "language", "therapist")
        widgets = {  # noqa: RUF012 - read by Django once
            "name": forms.TextInput({"autocomplete": "off"}),
            "complaint": forms.TextInput({"autocomplete": "off"}),
            "born": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "email": forms.EmailInput({"autocomplete": "off"}),
        }

    def __init__(self, *given: Any, member: StaffMember, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["language"] = forms.ChoiceField(
            choices=[("", _("as the phone says")), *settings.LANGUAGES],
            required=False,
            label=self.fields["language"].label,
        )
        if member.is_owner:
            therapist: Any = self.fields["therapist"]
            therapist.queryset = StaffMember.objects.filter(practice=member.practice, is_active=True)
            therapist.initial, therapist.label = member, _("Therapist")
        else:
            del self.fields["therapist"]
