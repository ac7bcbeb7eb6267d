"""The pages for when something went wrong: what happened and what to do, and nothing about the inside."""

from __future__ import annotations

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from unknot.web.access import public
from unknot.web.trouble import Trouble, trouble_behind


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
def too_many(request: HttpRequest) -> HttpResponse:
    """Something was asked for too often."""
    return _page(429, _("Too often"), _("This was asked for very often within an hour. Try again later."))


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """An error of the app; where the disk is to blame, that is said."""
    trouble = trouble_behind(sys.exception())
    if trouble is not None:
        return _page(503, *_about(trouble))
    return _page(
        500, _("Something went wrong here"), _("It is not your fault, and nothing half-done was kept. Try again.")
    )


def _about(trouble: Trouble) -> tuple[str, str]:
    """Title and advice for somebody who sits at the computer."""
    unchanged = _("Nothing was changed.")
    said = {
        Trouble.FULL: (_("The disk is full"), _("Make room on the computer that keeps the data, then try again.")),
        Trouble.READ_ONLY: (
            _("Nothing can be written"),
            _("The folder of the data is write-protected. Look at its rights and at the disk, then try again."),
        ),
        Trouble.BUSY: (_("Too much at once"), _("Somebody else is writing. Try again in a moment.")),
        Trouble.DISK: (
            _("The disk does not answer as it should"),
            _("Try again. If it stays so, stop Unknot, look at the disk, and restore the last backup."),
        ),
    }
    title, advice = said[trouble]
    return title, f"{unchanged} {advice}"


def _page(status: int, title: str, advice: str) -> HttpResponse:
    # Without the request: whatever failed, this page must not fail with it.
    return HttpResponse(render_to_string("design/error.html", {"title": title, "advice": advice}), status=status)
