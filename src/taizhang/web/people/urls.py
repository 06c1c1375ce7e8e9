"""Addresses of posts and people."""

from __future__ import annotations

from django.urls import path

from taizhang.web.people import colleagues, leaving, posts, views

app_name = "people"
urlpatterns = [
    path("people/", views.listing, name="list"),
    path("people/policy/", views.policy, name="policy"),
    path("people/new/", colleagues.new, name="new"),
    path("people/<int:pk>/code/", colleagues.code, name="code"),
    path("people/posts/new/", posts.new, name="new_post"),
    path("people/posts/<int:pk>/", posts.change, name="post"),
    path("people/posts/<int:pk>/close/", posts.close, name="close_post"),
    path("people/posts/<int:pk>/appoint/", posts.take_up, name="appoint"),
    path("people/tenures/<int:pk>/end/", leaving.end, name="end"),
    path("people/tenures/<int:pk>/items/", leaving.hand_items, name="hand_items"),
]
