"""The first run: a practice, its owner, the second factor, the recovery sheet."""

from __future__ import annotations

import base64

import segno
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django_otp import login as second_factor_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from unknot.web.access import first_factor, owner, public
from unknot.web.accounts.forms import CodeForm, RecoveryForm, SetUpForm
from unknot.web.accounts.member import member
from unknot.web.accounts.models import Practice, Role, StaffMember
from unknot.web.accounts.recovery import has_recovery_sheet
from unknot.web.audit.trail import append, note
from unknot.web.keys import recovery
from unknot.web.keys.unlock import database_key, key_file


@public
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the practice and its owner, once.

    Raises:
        Http404: If there is a practice already.
    """
    if Practice.objects.exists():
        raise Http404
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            practice = Practice.objects.create(name=given["practice"], time_zone=given["time_zone"])
            person = StaffMember.objects.create_user(
                given["email"], given["password"], name=given["name"], practice=practice, role=Role.OWNER
            )
            append(practice, ("staff", str(person.public_id)), "practice.set_up", practice)
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("accounts:authenticator")
    return render(request, "accounts/set_up.html", {"form": form}, status=422 if form.errors else 200)


@first_factor
@sensitive_post_parameters()
def authenticator(request: HttpRequest) -> HttpResponse:
    """Set up the second factor; somebody who has one must give it first, and changes it in the settings."""
    person = member(request)
    if TOTPDevice.objects.filter(user=person, confirmed=True).exists():
        return redirect("accounts:second_factor")
    device, _made = TOTPDevice.objects.get_or_create(user=person, confirmed=False, defaults={"name": "authenticator"})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"].replace(" ", "")):
            device.confirmed = True
            device.save()
            second_factor_login(request, device)
            note(request, "staff.second_factor_set", person)
            return redirect("accounts:recovery_sheet" if person.is_owner and has_recovery_sheet() else "today:page")
        form.add_error("code", _("This code is not right. Is the clock of the phone right?"))
    shown = {
        "form": form,
        "picture": segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2, dark="#24302F"),
        "secret": base64.b32encode(device.bin_key).decode(),
    }
    return render(request, "accounts/authenticator.html", shown, status=422 if form.errors else 200)


@owner
@sensitive_variables("code")
def recovery_sheet(request: HttpRequest) -> HttpResponse:
    """Make a recovery sheet, shown this one time, to be printed.

    Raises:
        Http404: If the database is not the encrypted file.
    """
    if not has_recovery_sheet():
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/recovery_begin.html", {"practice": member(request).practice})
    code = recovery.new_code()
    recovery.keep(key_file(), code, database_key())
    Practice.objects.filter(pk=member(request).practice.pk).update(recovery_tested_at=None)
    note(request, "practice.recovery_sheet_made", member(request).practice)
    shown = {"code": code, "practice": member(request).practice, "now": timezone.now(), "form": RecoveryForm()}
    return render(request, "accounts/recovery_sheet.html", shown)


@owner
@sensitive_post_parameters()
def recovery_test(request: HttpRequest) -> HttpResponse:
    """Type the code back from the printed sheet: only then is it known to open the data.

    Raises:
        Http404: If the database is not the encrypted file.
    """
    if not has_recovery_sheet():
        raise Http404
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if recovery.opens(key_file(), form.cleaned_data["code"], database_key()):
            with transaction.atomic():
                Practice.objects.filter(pk=member(request).practice.pk).update(recovery_tested_at=timezone.now())
                note(request, "practice.recovery_tested", member(request).practice)
            return redirect("today:page")
        form.add_error("code", _("This code does not open the data. Compare it with the sheet, group by group."))
    return render(request, "accounts/recovery_test.html", {"form": form}, status=422 if form.errors else 200)
