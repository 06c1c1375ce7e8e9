"""Addresses of items, the register, theme plans and stage settings."""

from __future__ import annotations

from django.urls import path

from taizhang.web.publications import acts, bulk, settings, themes, views

app_name = "publications"
urlpatterns = [
    path("publications/", views.listing, name="list"),
    path("publications/new/", views.new, name="new"),
    path("publications/bulk/", bulk.bulk, name="bulk"),
    path("publications/register/", views.registered, name="register"),
    path("publications/themes/", themes.themes, name="themes"),
    path("publications/themes/new/", themes.new, name="new_theme"),
    path("publications/themes/<int:pk>/", themes.theme, name="theme"),
    path("publications/stages/", settings.stages, name="stages"),
    path("publications/stages/clear/", settings.clear, name="clear_stages"),
    path("publications/stages/delegate/", settings.delegate, name="delegate"),
    path("publications/delegations/<int:pk>/end/", settings.end, name="end_delegation"),
    path("publications/<int:pk>/", views.item, name="item"),
    path("publications/<int:pk>/edit/", views.edit, name="edit"),
    path("publications/<int:pk>/files/<str:digest>/", views.file, name="file"),
    path("publications/<int:pk>/submit/", acts.submit, name="submit"),
    path("publications/<int:pk>/pass/", acts.let_pass, name="pass"),
    path("publications/<int:pk>/return/", acts.send_back, name="return"),
    path("publications/<int:pk>/publish/", acts.publish, name="publish"),
    path("publications/<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("publications/<int:pk>/hand-over/", acts.hand_over, name="hand_over"),
]
