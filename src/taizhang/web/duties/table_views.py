"""A breakdown table: uploaded, looked through, mended in place, made a scheme of."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import TableUpload
from taizhang.ledgers.duties.rules import SchemeState, Sort
from taizhang.processes.import_duties import (
    CHOICES,
    begin_table_upload,
    bring_table_in,
    check_table,
    choose_in_table,
    drop_table,
    found_offices,
    may_be_offices,
    mend_table,
)
from taizhang.reporting.breakdown_workbook import breakdown_errors, breakdown_template
from taizhang.web.access import Visit, allowed, found, writable_units
from taizhang.web.access.answers import XLSX, refused, saved, see_other
from taizhang.web.duties.forms import FileForm, OfficesForm, PlanFileForm, PlanTableForm, TableForm
from taizhang.web.duties.scheme_views import scheme_of
from taizhang.web.duties.table_pages import columns_of, names_of, tasks_shown
from taizhang.web.shell.leaf import page_asked
from taizhang.web.shell.typed_cells import cells_typed

SIZE = 150
SHOWN = ("error", "good", "bare", "differs")


@allowed(Right.WRITE)
def tables(request: Visit, sort: Sort = Sort.DUTY) -> HttpResponse:
    """Upload a breakdown table or a study plan, and see the earlier ones.

    GET: the form and the uploads. POST: 303 to the preview; 422 with the reason, nothing kept.
    """
    units = writable_units(request)
    form = (PlanTableForm if sort is Sort.STUDY else TableForm)(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        units=units,
        initial={"year": request.today.year},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            upload = begin_table_upload(
                content=told["file"].read(),
                name=told["file"].name,
                title=told["title"],
                year=told["year"],
                unit=next(unit for unit in units if unit.pk == told["unit"]),
                by=request.actor,
                today=request.today,
                at=request.now,
                sort=sort,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(reverse("duties:table", args=[upload.pk]))
    uploads = (
        TableUpload.objects.filter(by=request.actor, sort=sort.value)
        .select_related("unit")
        .order_by("-pk")[:30]
    )
    told = {"form": form, "uploads": uploads, "year": request.today.year}
    page = "duties/plan_tables.html" if sort is Sort.STUDY else "duties/tables.html"
    return render(request, page, told, status=422 if form.errors else 200)


@allowed(Right.WRITE)
def into_scheme(request: Visit, pk: int) -> HttpResponse:
    """Upload a table for a draft, a study plan for a draft plan. GET: the form. POST: 303 to the preview; 422 with the reason."""
    scheme = scheme_of(request, pk)
    request.reach.check(Right.WRITE, scheme.unit_id)
    if scheme.state != SchemeState.DRAFT.value:
        return refused(
            request, f"{scheme.title}{SchemeState(scheme.state).label}，不能再导入；改动请用“修订”。"
        )
    sort = Sort(scheme.sort)
    form = (PlanFileForm if sort is Sort.STUDY else FileForm)(
        request.POST if request.method == "POST" else None, request.FILES or None
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = begin_table_upload(
                content=file.read(),
                name=file.name,
                title=scheme.title,
                year=scheme.year,
                unit=scheme.unit,
                by=request.actor,
                today=request.today,
                at=request.now,
                sort=sort,
                into=scheme,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(reverse("duties:table", args=[upload.pk]))
    told = {"form": form, "scheme": scheme, **_words(sort)}
    return render(request, "duties/into_scheme.html", told, status=422 if form.errors else 200)


def _words(sort: Sort) -> dict[str, str]:
    """Return what a table of that sort goes into and consists of, as the pages say it."""
    study = sort is Sort.STUDY
    return {"noun": "计划" if study else "方案", "thing": "学习" if study else "任务"}


def table_of(request: Visit, pk: int) -> TableUpload:
    """Return one's own upload; anybody else's is not there."""
    return found(TableUpload.objects.select_related("unit", "into").filter(pk=pk, by=request.actor).first())


@allowed(Right.WRITE)
def table(request: Visit, pk: int) -> HttpResponse:
    """Show what would become tasks, and what is wrong in which cell. GET only; ?show=error narrows.

    303 to the scheme once it is one.
    """
    upload = table_of(request, pk)
    if upload.scheme_id is not None:
        return see_other(reverse("duties:scheme", args=[upload.scheme_id]))
    return _page(request, upload)


def _page(
    request: Visit,
    upload: TableUpload,
    *,
    refusal: str = "",
    offices_form: OfficesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    checked = check_table(upload=upload, today=request.today)
    offered = may_be_offices(checked)
    shown = request.GET.get("show", "")
    bare = [task for task in checked.tasks if task.task.without_basis]
    narrowed = {"error": checked.faulty, "good": checked.good, "bare": bare, "differs": checked.differing}
    chosen = narrowed.get(shown, list(checked.tasks))
    page = page_asked(request, digits=4)
    ledger = checked.breakdown.ledger
    context: dict[str, Any] = {
        "upload": upload,
        "ledger": ledger,
        "skipped": checked.breakdown.skipped,
        **_words(Sort(upload.sort)),
        "study": upload.sort == Sort.STUDY.value,
        "columns": [
            (label, names_of(upload.sort).get(field, field)) for field, label in ledger.mapping.items()
        ],
        "unread": [label for label in ledger.unmapped_columns if label],
        "labels": [label for _, label in columns_of(upload.sort)],
        "tasks": tasks_shown(checked, chosen[(page - 1) * SIZE : page * SIZE], upload),
        "total": len(checked.tasks),
        "good": len(checked.good),
        "faulty": len(checked.faulty),
        "bare": len(bare),
        "fresh": len(checked.fresh),
        "differs": len(checked.differing),
        "same": len(checked.same),
        "show": shown if shown in SHOWN else "",
        "page": page,
        "has_next": page * SIZE < len(chosen),
        "refusal": refusal,
        "offered": offered,
        "offices_form": offices_form or OfficesForm(offered=offered, year=upload.year),
        "may_found": request.reach.may(Right.MANAGE, upload.unit_id),
    }
    return render(request, "duties/table.html", context, status=status)


@allowed(Right.WRITE)
@require_POST
def mend(request: Visit, pk: int) -> HttpResponse:
    """Keep what was typed over wrong cells. POST: 303 back to the preview, read again."""
    upload = table_of(request, pk)
    mend_table(upload=upload, cells=cells_typed(request.POST, fields=names_of(upload.sort)))
    query = "?show=error" if request.POST.get("show") == "error" else ""
    return see_other(reverse("duties:table", args=[pk]) + query)


@allowed(Right.MANAGE)
@require_POST
def offices(request: Visit, pk: int) -> HttpResponse:
    """Enter unknown names of the table as internal offices. POST: 303 back to the preview; 422 with why not."""
    upload = table_of(request, pk)
    request.reach.check(Right.MANAGE, upload.unit_id)
    offered = may_be_offices(check_table(upload=upload, today=request.today))
    form = OfficesForm(request.POST, offered=offered, year=upload.year)
    if form.is_valid():
        try:
            found_offices(
                upload=upload, by=request.actor, today=request.today, at=request.now, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(reverse("duties:table", args=[pk]))
    return _page(request, upload, offices_form=form, status=422)


@allowed(Right.WRITE)
@require_POST
def store(request: Visit, pk: int) -> HttpResponse:
    """Make a scheme of the table or add it to its draft: all tasks, or by choice the good ones.

    POST: 303 to the scheme; with deed=note 303 back, what was chosen kept; 422 with why not.
    """
    upload = table_of(request, pk)
    request.reach.check(Right.WRITE, upload.unit_id)
    if upload.scheme_id is None:
        try:
            upload = choose_in_table(upload=upload, choices=_choices(request, upload))
            if request.POST.get("deed") == "note":
                return see_other(f"{reverse('duties:table', args=[pk])}?show=differs")
            upload = bring_table_in(
                upload=upload,
                good_rows=request.POST.get("rows") == "good",
                by=request.actor,
                today=request.today,
                at=request.now,
            )
        except Refused as refusal:
            upload.refresh_from_db()
            if upload.scheme_id is None:
                return _page(request, upload, refusal=str(refusal), status=422)
    # Sent twice: the second sending is led to what the first one made.
    return see_other(reverse("duties:scheme", args=[upload.scheme_id]))


def _choices(request: Visit, upload: TableUpload) -> dict[str, str]:
    """Return what was chosen for tasks that differ: one by one, and for the rest at once."""
    told = {
        name.removeprefix("pick:"): str(text)
        for name, text in request.POST.items()
        if name.startswith("pick:") and len(name) <= 40
    }
    if request.POST.get("rest") not in CHOICES:
        return told
    checked = check_table(upload=upload, today=request.today)
    rest = {one.task.number: str(request.POST["rest"]) for one in checked.differing}
    return {**rest, **upload.choices, **told}


@allowed(Right.WRITE)
@require_POST
def drop(request: Visit, pk: int) -> HttpResponse:
    """Forget an upload that was not brought in. POST: 303 to the list."""
    upload = table_of(request, pk)
    drop_table(upload=upload)
    study = upload.sort == Sort.STUDY.value
    return see_other(reverse("duties:plan_tables" if study else "duties:tables"))


@allowed(Right.WRITE)
def template(request: Visit) -> HttpResponse:
    """Answer with a workbook to fill in, its leading units in a drop-down. GET only."""
    names = [unit.name for unit in writable_units(request)]
    year = request.today.year
    return saved(breakdown_template(year=year, units=names), f"{year}年任务分解表模板.xlsx", XLSX)


@allowed(Right.WRITE)
def errors(request: Visit, pk: int) -> HttpResponse:
    """Answer with the tasks that have faults, each with its reasons, to mend and upload again. GET only."""
    upload = table_of(request, pk)
    checked = check_table(upload=upload, today=request.today)
    if not checked.faulty:
        return refused(request, "没有有错的任务。")
    return saved(
        breakdown_errors(breakdown=checked.breakdown),
        f"错误清单-{upload.file_name.rpartition('.')[0]}.xlsx",
        XLSX,
    )
