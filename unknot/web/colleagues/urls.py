"""Addresses of colleagues."""

from __future__ import annotations

from django.urls import path

from unknot.web.colleagues import views

app_name = "colleagues"
urlpatterns = [
    path("colleagues/", views.page, name="page"),
    path("colleagues/invitations/<uuid:invitation>/withdraw/", views.withdraw, name="withdraw"),
    path("colleagues/<uuid:colleague>/end/", views.end, name="end"),
    path("colleagues/<uuid:colleague>/let-in/", views.let_in, name="let_in"),
    path("colleagues/<uuid:colleague>/hand-over/", views.hand_over, name="hand_over"),
    path("join/", views.join, name="join"),
]
