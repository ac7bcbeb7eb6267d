"""A member of staff's own settings."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from unknot.web.access import staff
from unknot.web.accounts.member import member
from unknot.web.accounts.models import StaffMember
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.enrolment.enrol import trusted


class OwnForm(forms.ModelForm):
    """Name and language."""

    class Meta:
        model = StaffMember
        fields = ("name", "language")
        widgets = {"language": forms.Select(choices=[("", gettext_lazy("as the browser says")), *settings.LANGUAGES])}  # noqa: RUF012


@staff
def page(request: HttpRequest) -> HttpResponse:
    """Name, language, and the phones that are enrolled with one's clients."""
    person = member(request)
    form = OwnForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, "staff.change", person)
        messages.success(request, _("Saved."))
        return redirect("preferences:page")
    devices = trusted().filter(client__in=Client.visible_to(person))
    shown = {"form": form, "devices": devices.select_related("client")}
    return render(request, "preferences/page.html", shown, status=422 if form.errors else 200)


@staff
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password; other sign-ins end with it."""
    form = PasswordChangeForm(member(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            update_session_auth_hash(request, form.save())
            note(request, "staff.password", member(request))
        messages.success(request, _("The password was changed."))
        return redirect("preferences:page")
    return render(request, "preferences/password.html", {"form": form}, status=422 if form.errors else 200)
