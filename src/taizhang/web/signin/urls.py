"""Addresses of signing in and of one's own account."""

from __future__ import annotations

from django.urls import path

from taizhang.web.signin import account, views

app_name = "signin"
urlpatterns = [
    path("signin/", views.sign_in, name="in"),
    path("signin/out/", views.sign_out, name="out"),
    path("signin/code/", views.with_code, name="code"),
    path("signin/first/", views.first_start, name="first"),
    path("size/", views.size, name="size"),
    path("me/", account.me, name="me"),
    path("me/password/", account.password, name="password"),
    path("me/two-factor/", account.two_factor, name="two_factor"),
    path("me/two-factor/off/", account.two_factor_off, name="two_factor_off"),
    path("me/sessions/<int:number>/end/", account.end_session, name="end_session"),
    path("me/sessions/end/", account.end_sessions, name="end_sessions"),
]
