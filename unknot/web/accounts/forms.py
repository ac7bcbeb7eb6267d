"""What is typed to sign in and to set up a practice."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from unknot.web.accounts.models import StaffMember, check_time_zone


class LogInForm(forms.Form):
    """First factor."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


class CodeForm(forms.Form):
    """Second factor."""

    code = forms.CharField(
        label=_("Code from your authenticator app"),
        max_length=8,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class RecoveryForm(forms.Form):
    """The recovery code, read off the sheet."""

    code = forms.CharField(
        label=_("The code on the sheet"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "mono"}),
    )


class SetUpForm(forms.Form):
    """A new practice and its owner."""

    practice = forms.CharField(label=_("Name of the practice"), max_length=120)
    time_zone = forms.CharField(
        label=_("Time zone"),
        initial="Europe/London",
        validators=[check_time_zone],
        help_text=_("As in Europe/London or Asia/Tokyo."),
    )
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your e-mail"), widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. A sentence of your own is good."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    set_up_code = forms.CharField(label=_("Set-up code"), widget=forms.PasswordInput({"autocomplete": "off"}))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if settings.ON_LOOPBACK:
            # Whoever sits at the laptop may set it up; a server on a network asks for what its keeper chose.
            del self.fields["set_up_code"]

    def clean_set_up_code(self) -> str:
        """The code from UNKNOT_SETUP_CODE.

        Raises:
            ValidationError: If it is another.
        """
        code = self.cleaned_data["set_up_code"]
        if not (settings.SETUP_CODE and secrets.compare_digest(code.encode(), settings.SETUP_CODE.encode())):
            raise forms.ValidationError(_("This is not the code that the keeper of the server has set."))
        return code

    def clean(self) -> dict[str, Any]:
        """Check the password beside the name that it must not resemble."""
        data = super().clean() or self.cleaned_data
        if "password" in data:
            person = StaffMember(name=data.get("name", ""), email=data.get("email", ""))
            try:
                password_validation.validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
