"""Addresses of the reports."""

from __future__ import annotations

from django.urls import path

from taizhang.web.reports import acts, editor, files, verify, views

app_name = "reports"
urlpatterns = [
    path("reports/", views.listing, name="list"),
    path("reports/new/", views.new, name="new"),
    path("reports/verify/", verify.verify, name="verify"),
    path("reports/<int:pk>/", views.detail, name="detail"),
    path("reports/<int:pk>/edit/", editor.edit, name="edit"),
    path("reports/<int:pk>/send/", acts.send, name="send"),
    path("reports/<int:pk>/return/", acts.send_back, name="return"),
    path("reports/<int:pk>/sign/", acts.sign, name="sign"),
    path("reports/<int:pk>/changed/", views.changed, name="changed"),
    path("reports/<int:pk>/bundle.zip", files.bundle, name="bundle"),
    path("reports/<int:pk>/pages/<int:number>.png", files.page, name="page"),
    path("reports/<int:pk>/report.<str:form>", files.export, name="file"),
]
