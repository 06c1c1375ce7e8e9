"""Addresses of the units."""

from __future__ import annotations

from django.urls import path

from taizhang.web.units import acts, imports, views

app_name = "units"
urlpatterns = [
    path("units/", views.tree, name="tree"),
    path("units/import/", imports.bring_in, name="import"),
    path("units/<int:pk>/", views.detail, name="detail"),
    path("units/<int:pk>/found/", acts.found_below, name="found"),
    path("units/<int:pk>/rename/", acts.rename, name="rename"),
    path("units/<int:pk>/move/", acts.move, name="move"),
    path("units/<int:pk>/merge/", acts.merge, name="merge"),
    path("units/<int:pk>/split/", acts.split, name="split"),
]
