"""Addresses of the records: the list, one record, the acts on it, the review queue."""

from __future__ import annotations

from django.urls import path

from taizhang.web.records import acts, bulk, views

app_name = "records"
urlpatterns = [
    path("records/", views.listing, name="list"),
    path("records/review/", views.review, name="review"),
    path("records/bulk/", bulk.bulk, name="bulk"),
    path("records/views/", views.keep_view, name="keep_view"),
    path("records/views/<int:number>/drop/", views.drop_view, name="drop_view"),
    path("records/<str:number>/", views.detail, name="detail"),
    path("records/<str:number>/submit/", acts.submit, name="submit"),
    path("records/<str:number>/accept/", acts.accept, name="accept"),
    path("records/<str:number>/return/", acts.send_back, name="return"),
    path("records/<str:number>/void/", acts.void, name="void"),
]
