"""A file for the visitor to keep."""

from __future__ import annotations

from django.http import HttpResponse


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """An answer that the browser saves as a file.

    Args:
        content: The file.
        kind: Its media type.
        name: Its name, without anybody's name in it.
    """
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
