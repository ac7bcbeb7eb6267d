"""A member of staff's own settings."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from unknot.web.access import owner, staff
from unknot.web.accounts.member import member
from unknot.web.accounts.models import Practice, StaffMember
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.enrolment.enrol import trusted
from unknot.web.enrolment.models import Device


class OwnForm(forms.ModelForm):
    """Name and language."""

    class Meta:
        model = StaffMember
        fields = ("name", "language")
        widgets = {"language": forms.Select(choices=[("", gettext_lazy("as the browser says")), *settings.LANGUAGES])}  # noqa: RUF012


class PracticeForm(forms.ModelForm):
    """What the practice says in its own words."""

    class Meta:
        model = Practice
        fields = ("crisis_line",)
        help_texts = {  # noqa: RUF012 - read by Django once
            "crisis_line": gettext_lazy(
                "A name and a number, shown beside an intake that tells of low mood or self-harm."
            )
        }


@staff
def page(request: HttpRequest) -> HttpResponse:
    """Name, language, the practice's own words, and the phones that are enrolled with one's clients."""
    person = member(request)
    form = OwnForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, "staff.change", person)
        messages.success(request, _("Saved."))
        answer = redirect("preferences:page")
        if not person.language:
            answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return answer
    shown = {"form": form, "practice_form": _practice_form(person), "devices": _devices(person)}
    return render(request, "preferences/page.html", shown, status=422 if form.errors else 200)


@owner
@require_POST
def practice(request: HttpRequest) -> HttpResponse:
    """Whom somebody in despair can call."""
    person = member(request)
    form = PracticeForm(request.POST, instance=person.practice)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, "practice.change", person.practice)
        messages.success(request, _("Saved."))
        return redirect("preferences:page")
    shown = {"form": OwnForm(instance=person), "practice_form": form, "devices": _devices(person)}
    return render(request, "preferences/page.html", shown, status=422)


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


def _practice_form(person: StaffMember) -> PracticeForm | None:
    """What the owner may say for the practice."""
    return PracticeForm(instance=person.practice) if person.is_owner else None


def _devices(person: StaffMember) -> QuerySet[Device]:
    return trusted().filter(client__in=Client.visible_to(person)).select_related("client")
