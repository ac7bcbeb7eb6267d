"""Signing in and out: password, then a code, both counted."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as second_factor_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from unknot.web.access import first_factor, public, staff
from unknot.web.accounts import lockout
from unknot.web.accounts.forms import CodeForm, LogInForm
from unknot.web.accounts.member import member
from unknot.web.accounts.models import Practice, StaffMember
from unknot.web.audit.trail import append, note
from unknot.web.pace import address_of


@public
@sensitive_post_parameters()
def log_in(request: HttpRequest) -> HttpResponse:
    """First factor; where there is no practice yet, the way to make one."""
    if not Practice.objects.exists():
        return redirect("accounts:set_up")
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, address = form.cleaned_data["email"], address_of(request)
        if lockout.is_locked(email, address) or not lockout.from_addresses.allows(address):
            form.add_error(None, _("Too many wrong tries. Try again in a quarter of an hour."))
            return render(request, "accounts/log_in.html", {"form": form}, status=429)
        person = authenticate(request, username=email, password=form.cleaned_data["password"])
        if person is not None:
            login(request, person)
            return redirect("today:page" if settings.DEMO else "accounts:second_factor")
        lockout.failed(email, address)
        _log_wrong_password(email)
        lockout.from_addresses.count(address)
        form.add_error(None, _("E-mail and password do not fit together."))
    return render(request, "accounts/log_in.html", {"form": form}, status=422 if form.errors else 200)


@first_factor
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Second factor; where there is none yet, the way to set it up."""
    device = TOTPDevice.objects.filter(user=member(request), confirmed=True).first()
    if device is None:
        return redirect("accounts:authenticator")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, address = f"code {member(request).public_id}", address_of(request)
        if lockout.is_locked(name, address):
            form.add_error(None, _("Too many wrong tries. Try again in a quarter of an hour."))
        elif device.verify_token(form.cleaned_data["code"].replace(" ", "")):
            lockout.succeeded(name, address)
            lockout.succeeded(member(request).email, address)
            request.session.cycle_key()
            second_factor_login(request, device)
            note(request, "staff.log_in", member(request))
            return redirect("today:page")
        else:
            lockout.failed(name, address)
            note(request, "staff.wrong_code")
            form.add_error("code", _("This code is not right. Codes change every half minute."))
    return render(request, "accounts/second_factor.html", {"form": form}, status=422 if form.errors else 200)


@staff
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and let the browser forget everything about it."""
    note(request, "staff.log_out", member(request))
    logout(request)
    response = redirect("accounts:log_in")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _log_wrong_password(email: str) -> None:
    """Log a wrong password where the name is somebody's; what was typed as a name is not logged otherwise."""
    person = StaffMember.objects.filter(email=email.lower()).select_related("practice").first()
    if person is not None:
        append(person.practice, ("staff", str(person.public_id)), "staff.wrong_password")
