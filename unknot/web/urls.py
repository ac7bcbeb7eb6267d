"""Every app's own addresses; each app begins them with a word of its own."""

from __future__ import annotations

from django.urls import include, path

from unknot.web.installed import modules_named

urlpatterns = [path("", include(module)) for module in modules_named("urls")]

handler400 = "unknot.web.design.views.bad_request"
handler403 = "unknot.web.design.views.forbidden"
handler404 = "unknot.web.design.views.not_found"
handler500 = "unknot.web.design.views.server_error"
