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
from taizhang.ledgers.duties.rules import Sort
from taizhang.processes.import_duties import (
    begin_table_upload,
    bring_table_in,
    check_table,
    drop_table,
    found_offices,
    may_be_offices,
    mend_table,
)
from taizhang.reporting.breakdown_workbook import breakdown_errors, breakdown_template
from taizhang.web.access import Visit, allowed, found, writable_units
from taizhang.web.access.answers import XLSX, refused, saved, see_other
from taizhang.web.duties.forms import OfficesForm, PlanTableForm, TableForm
from taizhang.web.duties.table_pages import columns_of, names_of, tasks_shown
from taizhang.web.shell.leaf import page_asked
from taizhang.web.shell.typed_cells import cells_typed

SIZE = 150
SHOWN = ("error", "good", "bare")


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


def table_of(request: Visit, pk: int) -> TableUpload:
    """Return one's own upload; anybody else's is not there."""
    return found(TableUpload.objects.select_related("unit").filter(pk=pk, by=request.actor).first())


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
    chosen = {"error": checked.faulty, "good": checked.good, "bare": bare}.get(shown, list(checked.tasks))
    page = page_asked(request, digits=4)
    ledger = checked.breakdown.ledger
    context: dict[str, Any] = {
        "upload": upload,
        "ledger": ledger,
        "skipped": checked.breakdown.skipped,
        "study": upload.sort == Sort.STUDY.value,
        "columns": [
            (label, names_of(upload.sort).get(field, field)) for field, label in ledger.mapping.items()
        ],
        "unread": [label for label in ledger.unmapped_columns if label],
        "labels": [label for _, label in columns_of(upload.sort)],
        "tasks": tasks_shown(
            checked, chosen[(page - 1) * SIZE : page * SIZE], upload.mended, columns_of(upload.sort)
        ),
        "total": len(checked.tasks),
        "good": len(checked.good),
        "faulty": len(checked.faulty),
        "bare": len(bare),
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
    """Make a scheme of the table: all tasks, or by choice the good ones. POST: 303 to it; 422 with why not."""
    upload = table_of(request, pk)
    request.reach.check(Right.WRITE, upload.unit_id)
    if upload.scheme_id is None:
        try:
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
