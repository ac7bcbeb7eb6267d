"""Where the caseload is found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

LINKS = (Link(_("Caseload"), "caseload:page", 20),)
