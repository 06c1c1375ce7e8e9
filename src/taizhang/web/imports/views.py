"""Upload a ledger, look through it, mend it, bring it in, take it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Batch, Stage, Upload
from taizhang.ledgers.records.rules import kinds
from taizhang.ledgers.records.services import UNDO_DAYS, standing_of
from taizhang.processes.import_records import (
    RowState,
    bring_in,
    drop_upload,
    kept_of_upload,
    look_again,
    mend_upload,
    stop_upload,
    take_back,
)
from taizhang.processes.import_records import begin_upload as keep
from taizhang.reading.ledger import RECORD_COLUMNS
from taizhang.web.access import Visit, allowed, found, writable_units
from taizhang.web.access.answers import see_other
from taizhang.web.imports import pages
from taizhang.web.imports.forms import UploadForm
from taizhang.web.shell.leaf import page_asked
from taizhang.web.shell.typed_cells import cells_typed

NAMES = {column.field: column.label for column in RECORD_COLUMNS}
SIZE = 100
STATES: tuple[RowState, ...] = ("error", "new", "duplicate")


@allowed(Right.WRITE)
def listing(request: Visit) -> HttpResponse:
    """Upload a ledger, and see the earlier ones.

    GET: the form and the uploads. POST: 303 to the preview; 422 with the reason, nothing kept.
    """
    units = writable_units(request)
    form = UploadForm(request.POST if request.method == "POST" else None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            upload = keep(
                content=told["file"].read(),
                name=told["file"].name,
                unit=next(unit for unit in units if unit.pk == told["unit"]),
                year=told["year"],
                by=request.actor,
                today=request.today,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(reverse("imports:preview", args=[upload.pk]))
    uploads = Upload.objects.filter(by=request.actor).select_related("unit", "batch").order_by("-pk")[:30]
    told = {"form": form, "uploads": uploads, "kinds": kinds()}
    return render(request, "imports/list.html", told, status=422 if form.errors else 200)


def upload_of(request: Visit, pk: int) -> Upload:
    """Return one's own upload; anybody else's is not there."""
    return found(Upload.objects.select_related("unit", "batch").filter(pk=pk, by=request.actor).first())


@allowed(Right.WRITE)
def preview(request: Visit, pk: int) -> HttpResponse:
    """Show what would be brought in, and what is wrong in which cell. GET only; ?show=error narrows.

    While it is checked or brought in, show how far that has come; brought in, show the result.
    """
    return _page(request, upload_of(request, pk))


@allowed(Right.WRITE)
def progress(request: Visit, pk: int) -> HttpResponse:
    """Answer with the part of the page that tells how far the work has come. GET only."""
    upload = upload_of(request, pk)
    return render(request, "imports/progress.html", {"upload": upload, "work": pages.progress(upload)})


def _page(request: Visit, upload: Upload, *, refusal: str = "", status: int = 200) -> HttpResponse:
    try:
        upload = look_again(upload=upload, today=request.today)
    except Refused as refused:
        refusal = str(refused)
    if upload.stage == Stage.DONE and upload.batch is not None:
        records = upload.batch.records
        told = {
            "upload": upload,
            "batch": upload.batch,
            "accepted": records.filter(state="ACCEPTED").count(),
            "waiting": records.filter(state="SUBMITTED").count(),
            "standing": standing_of(batch=upload.batch).count() if upload.batch.undone_at else 0,
            "old": request.now - upload.batch.at > dt.timedelta(days=UNDO_DAYS),
        }
        return render(request, "imports/done.html", told, status=status)
    if upload.stage != Stage.READY or not kept_of_upload(upload).is_there():
        told = {"upload": upload, "work": pages.progress(upload), "refusal": refusal}
        return render(request, "imports/work.html", told, status=status)
    told = {"accept": request.reach.may(Right.REVIEW, upload.unit_id), "refusal": refusal or upload.fault}
    return render(request, "imports/preview.html", {**_sheet(request, upload), **told}, status=status)


def _sheet(request: Visit, upload: Upload) -> dict[str, Any]:
    kept = kept_of_upload(upload)
    asked = request.GET.get("show", "")
    shown = next((state for state in STATES if state == asked), None)
    page = page_asked(request, digits=4)
    ledger, counts = kept.ledger(), kept.counts()
    total = sum(counts.values())
    pages_in_all = max(-(-(counts[shown] if shown else total) // SIZE), 1)
    return {
        "upload": upload,
        "ledger": ledger,
        "columns": pages.recognised(ledger, NAMES),
        "labels": list(ledger.mapping.values()),
        "rows": pages.rows(ledger, kept.rows(state=shown, start=(page - 1) * SIZE, most=SIZE)),
        "counts": counts,
        "total": total,
        "show": shown or "",
        "page": page,
        "pages": pages_in_all,
        "old_excel": upload.file_name.lower().endswith(".xls"),
    }


@allowed(Right.WRITE)
@require_POST
def mend(request: Visit, pk: int) -> HttpResponse:
    """Keep what was typed over wrong cells. POST: 303 back to the preview, read again."""
    upload = upload_of(request, pk)
    changed = cells_typed(request.POST, fields=NAMES)
    mend_upload(upload=upload, cells=changed, today=request.today)
    query = "?show=error" if request.POST.get("show") == "error" else ""
    return see_other(reverse("imports:preview", args=[pk]) + query)


@allowed(Right.WRITE)
@require_POST
def store(request: Visit, pk: int) -> HttpResponse:
    """Bring the ledger in: all rows, or by choice the good ones. POST: 303 to the result; 422 with why not."""
    upload = upload_of(request, pk)
    request.reach.check(Right.WRITE, upload.unit_id)
    if upload.stage in (Stage.DONE, Stage.STORING):
        # Sent twice: the second sending is led to what the first one did.
        return see_other(reverse("imports:preview", args=[pk]))
    try:
        bring_in(
            upload=upload,
            good_rows=request.POST.get("rows") == "good",
            accept=request.reach.may(Right.REVIEW, upload.unit_id),
            by=request.actor,
            today=request.today,
            at=request.now,
        )
    except Refused as refusal:
        upload.refresh_from_db()
        return _page(request, upload, refusal=str(refusal), status=422)
    return see_other(reverse("imports:preview", args=[pk]))


@allowed(Right.WRITE)
@require_POST
def stop(request: Visit, pk: int) -> HttpResponse:
    """Stop the bringing in and take back what it has stored. POST: 303 to the page that tells when that is done."""
    stop_upload(upload=upload_of(request, pk), today=request.today, at=request.now)
    return see_other(reverse("imports:preview", args=[pk]))


@allowed(Right.WRITE)
@require_POST
def drop(request: Visit, pk: int) -> HttpResponse:
    """Forget an upload that was not brought in. POST: 303 to the list."""
    drop_upload(upload=upload_of(request, pk))
    return see_other(reverse("imports:list"))


@allowed(Right.WRITE)
@require_POST
def undo(request: Visit, pk: int) -> HttpResponse:
    """Take a whole batch back within thirty days. POST: 303 to the list; 422 when it is too late."""
    batch = found(Batch.objects.filter(pk=pk, unit_id__in=request.reach.units(Right.WRITE)).first())
    if batch.by_id != request.actor.pk:
        request.reach.check(Right.REVIEW, batch.unit_id)
    take_back(batch=batch, by=request.actor, at=request.now)
    return see_other(reverse("imports:list"))
