"""The owner's page of colleagues, and the page on which somebody joins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from unknot.web.access import owner, public
from unknot.web.accounts.member import member
from unknot.web.accounts.models import StaffMember
from unknot.web.audit.trail import note
from unknot.web.colleagues import access_of
from unknot.web.colleagues.forms import HandOverForm, InviteForm, JoinForm
from unknot.web.colleagues.models import LIFE, Invitation
from unknot.web.pace import Pace, address_of

wrong_codes = Pace(by_one=10, in_all=100)


@owner
def page(request: HttpRequest) -> HttpResponse:
    """Who works here; inviting somebody shows the code once."""
    person = member(request)
    invitation = Invitation(practice=person.practice, invited_by=person)
    form = InviteForm(request.POST or None, instance=invitation)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            code = access_of.make_out(form.save(commit=False))
            note(request, "staff.invite", invitation)
        link = f"{request.build_absolute_uri(reverse('colleagues:join'))}#{code}"
        picture = segno.make(link, error="m").svg_data_uri(scale=5, border=2, dark="#24302F")
        shown = {"code": code, "link": link, "picture": picture, "invited": invitation}
        form = InviteForm()
    shown |= {
        "form": form,
        "people": _people(person),
        "open": Invitation.open_ones().filter(practice=person.practice),
        "minutes": int(LIFE.total_seconds() // 60),
    }
    return render(request, "colleagues/page.html", shown, status=422 if form.errors else 200)


@owner
@require_POST
def withdraw(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation, practice=member(request).practice, public_id=invitation)
    with transaction.atomic():
        note(request, "staff.invitation_withdrawn", found)
        found.delete()
    messages.success(request, _("The invitation no longer works."))
    return redirect("colleagues:page")


@owner
@require_POST
def end(request: HttpRequest, colleague: UUID) -> HttpResponse:
    """End a colleague's access, at once."""
    found = _colleague(request, colleague)
    if found == member(request):
        messages.error(request, _("Nobody ends their own access: the practice would be left without its owner."))
        return redirect("colleagues:page")
    with transaction.atomic():
        access_of.end_access(found)
        note(request, "staff.access_ended", found)
    messages.success(request, _("%(name)s is no longer let in.") % {"name": found.name})
    return redirect("colleagues:page")


@owner
@require_POST
def let_in(request: HttpRequest, colleague: UUID) -> HttpResponse:
    """Give access back; password and authenticator are as they were."""
    found = _colleague(request, colleague)
    with transaction.atomic():
        StaffMember.objects.filter(pk=found.pk).update(is_active=True)
        note(request, "staff.access_given", found)
    messages.success(request, _("%(name)s is let in again.") % {"name": found.name})
    return redirect("colleagues:page")


@owner
@require_POST
def hand_over(request: HttpRequest, colleague: UUID) -> HttpResponse:
    """Make a colleague's clients another's."""
    found = _colleague(request, colleague)
    form = HandOverForm(request.POST, leaver=found)
    if not form.is_valid():
        messages.error(request, _("Choose who takes the clients over."))
        return redirect("colleagues:page")
    with transaction.atomic():
        clients = access_of.hand_over(found, form.cleaned_data["to"])
        for client in clients:
            note(request, "client.hand_over", client)
    said = ngettext("%(count)s client was handed over.", "%(count)s clients were handed over.", len(clients))
    messages.success(request, said % {"count": len(clients)})
    return redirect("colleagues:page")


@public
@sensitive_post_parameters()
def join(request: HttpRequest) -> HttpResponse:
    """Type a code, or come with one after the # of a link, and choose a password; then the second factor is set up."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, given = address_of(request), form.cleaned_data
        if not wrong_codes.allows(address):
            form.add_error(None, _("Too many wrong codes. Try again in an hour."))
            return render(request, "colleagues/join.html", {"form": form}, status=429)
        person = access_of.join(given["code"], given["email"], given["password"])
        if person is not None:
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("accounts:authenticator")
        wrong_codes.count(address)
        form.add_error("code", _("Code and address do not fit together, or the code is used or older than an hour."))
    return render(request, "colleagues/join.html", {"form": form}, status=422 if form.errors else 200)


def _colleague(request: HttpRequest, colleague: UUID) -> StaffMember:
    return get_object_or_404(StaffMember, practice=member(request).practice, public_id=colleague)


def _people(person: StaffMember) -> list[dict[str, Any]]:
    """Everybody of the practice, those who are let in first."""
    staff = StaffMember.objects.filter(practice=person.practice).annotate(of_them=Count("clients"))
    secured = set(
        TOTPDevice.objects.filter(user__practice=person.practice, confirmed=True).values_list("user", flat=True)
    )
    return [
        {
            "who": each,
            "clients": getattr(each, "of_them", 0),
            "secured": each.pk in secured,
            "hand_over": HandOverForm(leaver=each),
        }
        for each in staff.order_by("-is_active", "name")
    ]
