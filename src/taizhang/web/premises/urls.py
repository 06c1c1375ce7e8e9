"""Addresses of premises: the register, checklists, findings, incidents, labels, tables."""

from __future__ import annotations

from django.urls import path

from taizhang.web.premises import (
    acts,
    check_views,
    finding_views,
    incident_views,
    list_views,
    place_views,
    table_views,
)

app_name = "premises"
urlpatterns = [
    path("premises/", list_views.listing, name="list"),
    path("premises/export.<str:form>", list_views.export, name="export"),
    path("premises/labels/", list_views.labels, name="labels"),
    path("premises/sheet/", list_views.sheet, name="sheet"),
    path("premises/plan/", list_views.plan, name="plan"),
    path("premises/new/", place_views.new, name="new"),
    path("premises/due/", check_views.due, name="due"),
    path("premises/inspections/<int:pk>/", check_views.inspection, name="inspection"),
    path("premises/findings/", finding_views.findings, name="findings"),
    path("premises/findings/<int:pk>/", finding_views.finding, name="finding"),
    path("premises/findings/<int:pk>/rectify/", finding_views.put_right, name="rectify"),
    path("premises/findings/<int:pk>/recheck/", finding_views.recheck, name="recheck"),
    path("premises/findings/<int:pk>/reopen/", finding_views.open_again, name="reopen"),
    path("premises/findings/<int:pk>/photos/<int:photo>/", finding_views.photo, name="step_photo"),
    path("premises/incidents/", incident_views.incidents, name="incidents"),
    path("premises/incidents/<int:pk>/", incident_views.incident, name="incident"),
    path("premises/incidents/<int:pk>/step/", incident_views.step, name="incident_step"),
    path("premises/tables/", table_views.tables, name="tables"),
    path("premises/tables/template.xlsx", table_views.template, name="table_template"),
    path("premises/tables/<int:pk>/", table_views.table, name="table"),
    path("premises/tables/<int:pk>/mend/", table_views.mend, name="mend_table"),
    path("premises/tables/<int:pk>/store/", table_views.store, name="store_table"),
    path("premises/tables/<int:pk>/errors.xlsx", table_views.errors, name="table_errors"),
    path("premises/<int:pk>/", place_views.place, name="place"),
    path("premises/<int:pk>/edit/", place_views.edit, name="edit"),
    path("premises/<int:pk>/check/", check_views.check, name="check"),
    path("premises/<int:pk>/check/send/", check_views.receive, name="receive"),
    path("premises/<int:pk>/incident/", incident_views.new_incident, name="new_incident"),
    path("premises/<int:pk>/withdraw/", acts.out_of_use, name="withdraw"),
    path("premises/<int:pk>/restore/", acts.back_in_use, name="restore"),
    path("premises/<int:pk>/move/", acts.hand_over, name="move"),
    path("premises/<int:pk>/photos/", acts.add_photo, name="add_photo"),
    path("premises/<int:pk>/photos/<int:photo>/", acts.photo, name="photo"),
    path("premises/<int:pk>/photos/<int:photo>/remove/", acts.remove_photo, name="remove_photo"),
]
