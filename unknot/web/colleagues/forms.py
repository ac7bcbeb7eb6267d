"""Whom to invite, how to join, and to whom clients go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from unknot.web.accounts.models import StaffMember
from unknot.web.colleagues.models import Invitation


class InviteForm(forms.ModelForm):
    """Whom to invite."""

    class Meta:
        model = Invitation
        fields = ("name", "email", "role")

    def clean_email(self) -> str:
        """Refuse an address with which somebody signs in already.

        Raises:
            ValidationError: If there is one.
        """
        email = self.cleaned_data["email"].lower()
        if StaffMember.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody signs in with this address already."))
        return email


class JoinForm(forms.Form):
    """The code, typed or filled in by the link, and a password."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=30,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "mono code"}
        ),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        widget=forms.EmailInput({"autocomplete": "username"}),
        help_text=_("The address to which the invitation was made out."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. A sentence of your own is good."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the password beside the address that it must not resemble."""
        data = super().clean() or self.cleaned_data
        if "password" in data:
            try:
                password_validation.validate_password(data["password"], StaffMember(email=data.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class HandOverForm(forms.Form):
    """To whom clients go."""

    to = forms.ModelChoiceField(StaffMember.objects.none(), to_field_name="public_id", label=_("To"))

    def __init__(self, *given: Any, leaver: StaffMember, **named: Any) -> None:
        super().__init__(*given, auto_id=f"{leaver.public_id}-%s", **named)
        to: Any = self.fields["to"]
        to.queryset = StaffMember.objects.filter(practice=leaver.practice, is_active=True).exclude(pk=leaver.pk)
