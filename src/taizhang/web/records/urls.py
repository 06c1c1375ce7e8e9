"""Addresses of the records: the list, one record, the acts on it, the review queue."""

from __future__ import annotations

from django.urls import path, re_path

from taizhang.web.records import acts, bulk, export, kept, queue, views

app_name = "records"
urlpatterns = [
    path("records/", views.listing, name="list"),
    path("records/review/", queue.review, name="review"),
    path("records/bulk/", bulk.bulk, name="bulk"),
    re_path(r"^records/export\.(?P<form>xlsx|csv)$", export.export, name="export"),
    path("records/views/", kept.keep, name="keep_view"),
    path("records/views/<int:number>/rename/", kept.rename, name="rename_view"),
    path("records/views/<int:number>/drop/", kept.drop, name="drop_view"),
    path("records/<str:number>/", views.detail, name="detail"),
    path("records/<str:number>/submit/", acts.submit, name="submit"),
    path("records/<str:number>/accept/", acts.accept, name="accept"),
    path("records/<str:number>/return/", acts.send_back, name="return"),
    path("records/<str:number>/accept-correction/", acts.accept_correction, name="accept_correction"),
    path("records/<str:number>/return-correction/", acts.return_correction, name="return_correction"),
    path("records/<str:number>/fulfil/", acts.fulfil, name="fulfil"),
    path("records/<str:number>/void/", acts.void, name="void"),
]
