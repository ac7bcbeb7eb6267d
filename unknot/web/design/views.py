"""The pages for when something went wrong: what happened and what to do, and nothing about the inside."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from unknot.web.access import public


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or none that this visitor may know of."""
    return _page(
        404, _("There is no such page"), _("Perhaps the address is old. Go back, or start from the first page.")
    )


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this visitor."""
    return _page(403, _("This page is not for you"), _("If you need it, ask the owner of the practice."))


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something that could not be read."""
    if isinstance(exception, RequestDataTooBig):
        return _page(413, _("This file is too large"), _("Nothing was changed. Files may have up to 12 megabytes."))
    return _page(400, _("That could not be read"), _("Go back and try once more. Nothing was changed."))


@public
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that is too old, or from elsewhere."""
    return _page(
        403, _("This page was open for too long"), _("Nothing was changed. Go back, reload the page and try again.")
    )


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """An error of the app."""
    return _page(
        500, _("Something went wrong here"), _("It is not your fault, and nothing half-done was kept. Try again.")
    )


def _page(status: int, title: str, advice: str) -> HttpResponse:
    # Without the request: whatever failed, this page must not fail with it.
    return HttpResponse(render_to_string("design/error.html", {"title": title, "advice": advice}), status=status)
