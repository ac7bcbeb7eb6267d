"""Which client's phone asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from unknot.web.enrolment.models import Device, digest

SEEN_GRAIN = timedelta(hours=1)


def device_of(request: HttpRequest) -> Device:
    """The device that asks; only for views behind `@client_self`."""
    asking: Any = request
    return asking.device


class DeviceOfClient:
    """Middleware that puts the enrolled device on the request, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the device by its cookie."""
        asking: Any = request
        token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME)
        asking.device = _device(token) if token else None
        return self.get_response(request)


def _device(token: str) -> Device | None:
    now = timezone.now()
    found = (
        Device.objects.select_related("client__practice")
        .filter(token_hash=digest(token), revoked_at=None, expires_at__gt=now)
        .first()
    )
    if found is not None and now - found.seen_at > SEEN_GRAIN:
        Device.objects.filter(pk=found.pk).update(seen_at=now)
    return found
