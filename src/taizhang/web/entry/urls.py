"""Addresses of entering records and their files."""

from __future__ import annotations

from django.urls import path

from taizhang.web.entry import correct, files, outbox, views, worker

app_name = "entry"
urlpatterns = [
    path("records/new/", views.new, name="new"),
    path("outbox/", outbox.page, name="outbox"),
    path("outbox/send/", outbox.receive, name="receive"),
    path("outbox/import/", outbox.bring_in, name="bring_in"),
    path("offline/", worker.offline, name="offline"),
    path("worker.js", worker.worker, name="worker"),
    path("records/<str:number>/edit/", views.edit, name="edit"),
    path("records/<str:number>/correct/", correct.correct, name="correct"),
    path("records/<str:number>/files/", files.add, name="add_file"),
    path("records/<str:number>/files/<int:pk>/", files.show, name="file"),
    path("records/<str:number>/files/<int:pk>/remove/", files.remove, name="remove_file"),
]
