"""Addresses of schemes, tasks and duties."""

from __future__ import annotations

from django.urls import path

from taizhang.ledgers.duties.rules import Sort
from taizhang.web.duties import duty_views, plan_views, scheme_views, table_views, task_views

app_name = "duties"
urlpatterns = [
    path("duties/schemes/", scheme_views.schemes, name="schemes"),
    path("duties/schemes/new/", scheme_views.new_scheme, name="new_scheme"),
    path("duties/schemes/<int:pk>/", scheme_views.scheme, name="scheme"),
    path("duties/schemes/<int:pk>/tasks.<str:form>", scheme_views.scheme_file, name="scheme_file"),
    path("duties/schemes/<int:pk>/issue/", scheme_views.issue, name="issue"),
    path("duties/schemes/<int:pk>/withdraw/", scheme_views.withdraw, name="withdraw_scheme"),
    path("duties/schemes/<int:pk>/telling/", scheme_views.telling, name="telling"),
    path("duties/schemes/<int:pk>/table/", table_views.into_scheme, name="scheme_table"),
    path("duties/schemes/<int:pk>/tasks/new/", task_views.new_task, name="new_task"),
    path("duties/tasks/<int:pk>/", task_views.task, name="task"),
    path("duties/tasks/<int:pk>/edit/", task_views.edit, name="edit_task"),
    path("duties/tasks/<int:pk>/amend/", task_views.amend, name="amend_task"),
    path("duties/tasks/<int:pk>/remove/", task_views.remove, name="remove_task"),
    path("duties/<int:pk>/", duty_views.duty, name="duty"),
    path("duties/<int:pk>/undertake/", duty_views.take, name="undertake"),
    path("duties/<int:pk>/appoint/", duty_views.name_posts, name="appoint"),
    path("duties/<int:pk>/object/", duty_views.objection, name="object"),
    path("duties/<int:pk>/answer/", duty_views.answer, name="answer"),
    path("duties/<int:pk>/break-down/", duty_views.divide, name="break_down"),
    path("duties/tables/", table_views.tables, name="tables"),
    path("duties/tables/template.xlsx", table_views.template, name="table_template"),
    path("duties/tables/<int:pk>/", table_views.table, name="table"),
    path("duties/tables/<int:pk>/mend/", table_views.mend, name="mend_table"),
    path("duties/tables/<int:pk>/offices/", table_views.offices, name="found_offices"),
    path("duties/tables/<int:pk>/store/", table_views.store, name="store_table"),
    path("duties/tables/<int:pk>/drop/", table_views.drop, name="drop_table"),
    path("duties/tables/<int:pk>/errors.xlsx", table_views.errors, name="table_errors"),
    path("duties/plans/new/", plan_views.new_plan, name="new_plan"),
    path("duties/plans/tables/", table_views.tables, {"sort": Sort.STUDY}, name="plan_tables"),
    path("duties/plans/tables/template.xlsx", plan_views.template, name="plan_template"),
    path("duties/plans/<int:pk>/", plan_views.plan, name="plan"),
]
