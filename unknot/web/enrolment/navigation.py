"""Where a client's phones are found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unknot.web.navigation import Link

CLIENT_TABS = (Link(_("Phone"), "enrolment:phones", 80),)
