"""A file for the visitor to keep, made when asked for: not more often than anybody needs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from unknot.web.design.views import too_many
from unknot.web.pace import Pace

made = Pace(by_one=30, in_all=600)
"""Exports and reports that were made in the last hour; each takes seconds."""


def refused(request: HttpRequest, who: object) -> HttpResponse | None:
    """A page instead of one file too many, or None, after counting, where there may be another.

    Args:
        request: Who asks.
        who: Whose file it is.
    """
    if not made.allows(str(who)):
        return too_many(request)
    made.count(str(who))
    return None


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """An answer that the browser saves as a file.

    Args:
        content: The file.
        kind: Its media type.
        name: Its name, without anybody's name in it.
    """
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
