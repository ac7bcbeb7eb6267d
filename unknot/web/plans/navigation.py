"""Where plans are found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

CLIENT_TABS = (Link(_("Plan"), "plans:page", 15),)
DEVICE_LINKS = (Link(_("My plan"), "plans:own", 20),)
