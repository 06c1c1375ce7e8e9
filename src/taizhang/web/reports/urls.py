"""Addresses of the reports."""

from __future__ import annotations

from django.urls import path

from taizhang.web.reports import (
    acts,
    comments,
    drafts,
    editor,
    files,
    palette,
    unit_palette,
    verify,
    versions,
    views,
)

app_name = "reports"
urlpatterns = [
    path("reports/", views.listing, name="list"),
    path("reports/new/", views.new, name="new"),
    path("reports/verify/", verify.verify, name="verify"),
    path("reports/<int:pk>/", views.detail, name="detail"),
    path("reports/<int:pk>/edit/", editor.edit, name="edit"),
    path("reports/<int:pk>/draft.json", drafts.draft, name="draft"),
    path("reports/<int:pk>/figures.json", drafts.figures, name="figures"),
    path("reports/<int:pk>/figure.json", drafts.behind, name="behind"),
    path("reports/<int:pk>/rules.json", palette.rules, name="rules"),
    path("reports/unit/<int:pk>/rules.json", unit_palette.rules, name="unit_rules"),
    path("reports/unit/<int:pk>/figures.json", unit_palette.figures, name="unit_figures"),
    path("reports/<int:pk>/compile/", drafts.compile_now, name="compile"),
    path("reports/<int:pk>/comments/", comments.comment, name="comment"),
    path("reports/<int:pk>/comments/<int:number>/done/", comments.comment_done, name="comment_done"),
    path("reports/<int:pk>/versions/", versions.versions, name="versions"),
    path("reports/<int:pk>/versions/<int:number>/", versions.version, name="version"),
    path("reports/<int:pk>/versions/<int:number>/restore/", versions.restore, name="restore"),
    path("reports/<int:pk>/send/", acts.send, name="send"),
    path("reports/<int:pk>/return/", acts.send_back, name="return"),
    path("reports/<int:pk>/sign/", acts.sign, name="sign"),
    path("reports/<int:pk>/changed/", views.changed, name="changed"),
    path("reports/<int:pk>/bundle.zip", files.bundle, name="bundle"),
    path("reports/<int:pk>/pages/<int:number>.png", files.page, name="page"),
    path("reports/<int:pk>/report.<str:form>", files.export, name="file"),
]
