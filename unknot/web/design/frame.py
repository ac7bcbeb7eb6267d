"""The frame around a page that is there for everybody."""

from __future__ import annotations

from django.http import HttpRequest


def frame_for_everybody(request: HttpRequest) -> str:
    """The template of the frame: staff keep their menu, others see none."""
    return "design/staff.html" if request.user.is_authenticated else "design/public.html"
