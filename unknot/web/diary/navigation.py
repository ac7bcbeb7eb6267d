"""Where the diary is found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

CLIENT_TABS = (Link(_("Diary"), "diary:entries", 40),)
DEVICE_LINKS = (Link(_("Today"), "diary:write", 10),)
