"""Where the timeline is found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

CLIENT_TABS = (Link(_("Timeline"), "timeline:page", 10),)
DEVICE_LINKS = (Link(_("My relief"), "timeline:own", 20),)
