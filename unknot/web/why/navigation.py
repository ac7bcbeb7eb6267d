"""Where the living picture is found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

LINKS = (Link(_("Why"), "why:page", 60),)
CLIENT_TABS = (Link(_("Why"), "why:client", 35),)
DEVICE_LINKS = (Link(_("Why"), "why:mine", 60),)
