"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from unknot.web.plans import choose, phone, question, views

app_name = "plans"
urlpatterns = [
    path("clients/<uuid:client>/plan/", views.page, name="page"),
    path("clients/<uuid:client>/plan/found/", views.found, name="found"),
    path("clients/<uuid:client>/plan/choose/", choose.choose, name="choose"),
    path("clients/<uuid:client>/plan/<uuid:plan>/appointments/", choose.appointments, name="appointments"),
    path("clients/<uuid:client>/plan/<uuid:plan>/calendar/", choose.calendar, name="calendar"),
    path("clients/<uuid:client>/plan/<uuid:plan>/end/", choose.end, name="end"),
    path("mine/plan/", phone.own, name="own"),
    path("mine/question/", question.question, name="question"),
    path("mine/plan/calendar/", phone.own_calendar, name="own_calendar"),
]
