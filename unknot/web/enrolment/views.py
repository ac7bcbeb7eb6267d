"""Enrolling a phone, and the therapist's page of a client's phones."""

from __future__ import annotations

from typing import Any, cast

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from unknot.web.access import client_self, public, staff_of_client
from unknot.web.audit.trail import append, note
from unknot.web.clients.models import Client
from unknot.web.enrolment import throttle
from unknot.web.enrolment.device import device_of
from unknot.web.enrolment.enrol import make_code, revoke, spend, trusted
from unknot.web.enrolment.leaving import sent_away
from unknot.web.enrolment.models import CODE_LIFE, Device
from unknot.web.pace import address_of

SECONDS_A_DAY = 86400


class EnterForm(forms.Form):
    """The code, typed or filled in by the link."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "mono code"}
        ),
    )


@public
def enter(request: HttpRequest) -> HttpResponse:
    """Type a code, or come with one after the # of a link, and press the button: nothing happens by opening a link."""
    form = EnterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = address_of(request)
        if not throttle.may_try(address):
            form.add_error(None, _("Too many wrong codes. Try again in an hour."))
            return render(request, "enrolment/enter.html", {"form": form}, status=429)
        enrolled = _enrol(form.cleaned_data["code"], _device_name(request))
        if enrolled is not None:
            _device, token = enrolled
            response = cast(Any, redirect(reverse(settings.DEVICE_HOME)))
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                token,
                max_age=settings.DEVICE_DAYS * SECONDS_A_DAY,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
            return response
        throttle.was_wrong(address)
        form.add_error("code", _("This code is wrong, used or older than ten minutes. Ask for a new one."))
    return render(request, "enrolment/enter.html", {"form": form}, status=422 if form.errors else 200)


@client_self
@require_POST
def leave(request: HttpRequest, client: Client) -> HttpResponse:
    """Take this phone off the diary."""
    device = device_of(request)
    with transaction.atomic():
        note(request, "device.leave", device)
        revoke(device)
    return sent_away("enrolment:enter")


@staff_of_client
def phones(request: HttpRequest, client: Client) -> HttpResponse:
    """A client's phones; pressing the button shows a fresh code."""
    shown = {"client": client, "devices": trusted().filter(client=client)}
    if request.method == "POST":
        with transaction.atomic():
            code = make_code(client)
            note(request, "device.code", client)
        link = f"{request.build_absolute_uri(reverse('enrolment:enter'))}#{code}"
        picture = segno.make(link, error="m").svg_data_uri(scale=5, border=2, dark="#24302F")
        shown |= {"code": code, "link": link, "picture": picture, "minutes": int(CODE_LIFE.total_seconds() // 60)}
    return render(request, "enrolment/phones.html", shown)


@staff_of_client
@require_POST
def revoke_phone(request: HttpRequest, client: Client, device: object) -> HttpResponse:
    """Take the trust from one phone."""
    found = get_object_or_404(Device, client=client, public_id=device)
    with transaction.atomic():
        revoke(found)
        note(request, "device.revoke", found)
    messages.success(request, _("The phone was taken off the diary."))
    return redirect("enrolment:phones", client=client.public_id)


@transaction.atomic
def _enrol(code: str, name: str) -> tuple[Device, str] | None:
    """The phone that a code enrols, with its token, and the line in the log; None where the code is wrong."""
    enrolled = spend(code, name)
    if enrolled is not None:
        client = enrolled[0].client
        append(client.practice, ("client", str(client.public_id)), "device.enrol", enrolled[0])
    return enrolled


def _device_name(request: HttpRequest) -> str:
    """What the browser says it runs on, in one word; the rest of what it says is not kept."""
    said = request.headers.get("User-Agent", "")
    known = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
    return next((name for name in known if name in said), _("A device"))
