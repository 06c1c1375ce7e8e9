"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from taizhang.web.figures import targets, views

app_name = "figures"
urlpatterns = [
    path("figures/", views.listing, name="list"),
    path("figures/targets/", targets.targets, name="targets"),
    path("figures/<str:rule>/", views.rule, name="rule"),
]
