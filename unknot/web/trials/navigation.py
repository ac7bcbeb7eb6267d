"""Where trials are found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

CLIENT_TABS = (Link(_("Trial"), "trials:page", 17),)
