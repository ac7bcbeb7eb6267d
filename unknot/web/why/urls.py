"""Addresses of the living picture."""

from __future__ import annotations

from django.urls import path

from unknot.web.why import views

app_name = "why"
urlpatterns = [
    path("why/", views.page, name="page"),
    path("why/moving.json", views.moving, name="moving"),
    path("why/mine/", views.mine, name="mine"),
    path("why/mine/moving.json", views.moving_mine, name="moving_mine"),
    path("clients/<uuid:client>/why/", views.client_page, name="client"),
    path("clients/<uuid:client>/why/moving.json", views.moving_client, name="moving_client"),
]
