"""Addresses of signing in and setting up."""

from __future__ import annotations

from django.urls import path

from unknot.web.accounts import set_up, sign_in

app_name = "accounts"
urlpatterns = [
    path("log-in/", sign_in.log_in, name="log_in"),
    path("log-in/code/", sign_in.second_factor, name="second_factor"),
    path("log-out/", sign_in.log_out, name="log_out"),
    path("set-up/", set_up.set_up, name="set_up"),
    path("set-up/authenticator/", set_up.authenticator, name="authenticator"),
    path("set-up/recovery-sheet/", set_up.recovery_sheet, name="recovery_sheet"),
    path("set-up/recovery-sheet/test/", set_up.recovery_test, name="recovery_test"),
]
