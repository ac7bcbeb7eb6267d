"""What every page knows: who looks, and the menu for them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from unknot.web.navigation import links, notices, phone_notices


def page(request: HttpRequest) -> dict[str, Any]:
    """The menus and the mode of the app."""
    visitor: Any = request
    user = getattr(visitor, "user", None)
    menus = {"languages": settings.LANGUAGES, "device_links": links("DEVICE_LINKS")}
    shown: dict[str, Any] = {"demo": settings.DEMO, **menus}
    device = getattr(visitor, "device", None)
    if device is not None:
        shown["phone_notices"] = SimpleLazyObject(lambda: phone_notices(device.client))
    if user is None or not user.is_authenticated:
        return shown
    open_view = request.resolver_match.view_name if request.resolver_match else ""
    menu = [
        {"title": link.title, "view": link.view, "open": link.view == open_view}
        for link in links("LINKS")
        if user.role in link.roles
    ]
    return {**shown, "member": user, "menu": menu, "notices": notices(user) if user.is_verified() else []}
