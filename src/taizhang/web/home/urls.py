"""Addresses of the home page and the calendar."""

from __future__ import annotations

from django.urls import path

from taizhang.web.home import office_days, views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/office-days/", office_days.office_days, name="office_days"),
]
