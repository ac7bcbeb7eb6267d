"""Where a client's data are found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

CLIENT_TABS = (Link(_("Data"), "data:page", 80),)
DEVICE_LINKS = (Link(_("More"), "data:own", 80),)
