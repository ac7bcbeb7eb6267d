"""The answer to a phone that is taken off the diary: it keeps nothing."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect


def sent_away(to: str) -> HttpResponse:
    """Send a phone to a page that is there for everybody, and let its browser forget all that it holds.

    Args:
        to: The name of the page's view.
    """
    response = cast(Any, redirect(to))
    response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Strict")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
