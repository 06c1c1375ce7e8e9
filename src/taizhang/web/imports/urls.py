"""Addresses of the import of ledgers."""

from __future__ import annotations

from django.urls import path

from taizhang.web.imports import files, views

app_name = "imports"
urlpatterns = [
    path("imports/", views.listing, name="list"),
    path("imports/template/<str:kind>.xlsx", files.template, name="template"),
    path("imports/batches/<int:pk>/undo/", views.undo, name="undo"),
    path("imports/<int:pk>/", views.preview, name="preview"),
    path("imports/<int:pk>/mend/", views.mend, name="mend"),
    path("imports/<int:pk>/store/", views.store, name="store"),
    path("imports/<int:pk>/progress/", views.progress, name="progress"),
    path("imports/<int:pk>/stop/", views.stop, name="stop"),
    path("imports/<int:pk>/drop/", views.drop, name="drop"),
    path("imports/<int:pk>/errors.xlsx", files.errors, name="errors"),
]
