"""A table of premises: uploaded, looked through, mended in place, brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import PlaceUpload
from taizhang.processes.import_places import (
    begin_place_upload,
    bring_places_in,
    check_upload,
    mend_upload,
)
from taizhang.reporting.error_workbook import errors_bytes
from taizhang.reporting.places_workbook import places_template
from taizhang.web.access import Visit, allowed, found, writable_units
from taizhang.web.access.answers import XLSX, refused, saved, see_other
from taizhang.web.premises.forms import CHANGE, CORRECT
from taizhang.web.premises.table_rows import NAMES, SHOWN, rows_shown
from taizhang.web.shell.fields import day_field
from taizhang.web.shell.leaf import page_asked
from taizhang.web.shell.post_choices import said_posts
from taizhang.web.shell.typed_cells import cells_typed

SIZE = 150
SORTS = {"": "全部", "new": "可登记", "change": "有改动", "error": "有错"}


class TableForm(forms.Form):
    """A file with a table of premises."""

    file = forms.FileField(
        label="阵地台账",
        help_text="Excel 或 CSV。表头在第几行、叫什么名字，程序自己认。",
        error_messages={
            "required": "请选择文件。",
            "empty": "这是空文件，请重新选择。",
            "invalid": "请选择文件。",
        },
    )


class ChangesForm(forms.Form):
    """Why places are changed by a table, as on the page of one: it is so from a day on, or never was otherwise."""

    how = forms.ChoiceField(
        label="为什么改",
        choices=((CHANGE, "情况变了，从某一天起"), (CORRECT, "登记错了，更正原来的登记")),
        initial=CHANGE,
        widget=forms.RadioSelect,
        error_messages={"required": "请选为什么改。", "invalid_choice": "请选为什么改。"},
    )
    on = day_field("变更日期", required=False, help_text="情况变了的填：从哪一天起")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("how") == CHANGE and not told.get("on") and "on" not in self.errors:
            self.add_error("on", "请填写变更日期。")
        return told


def _scope(request: Visit) -> dict[str, Any]:
    """Return the unit from which names are read, and the units for which one may register.

    Raises:  OutOfReach for somebody who may write nowhere.
    """
    return {"root": request.reach.roots(Right.WRITE)[0], "units": request.reach.units(Right.WRITE)}


@allowed(Right.WRITE)
def tables(request: Visit) -> HttpResponse:
    """Upload a table, and see the earlier ones.

    GET: the form and the uploads. POST: 303 to the preview; 422 with the reason, nothing kept.
    """
    form = TableForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = begin_place_upload(
                content=file.read(),
                name=file.name,
                by=request.actor,
                today=request.today,
                at=request.now,
                **_scope(request),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(reverse("premises:table", args=[upload.pk]))
    uploads = PlaceUpload.objects.filter(by=request.actor).order_by("-pk")[:30]
    told = {"form": form, "uploads": uploads}
    return render(request, "premises/tables.html", told, status=422 if form.errors else 200)


def _upload_of(request: Visit, pk: int) -> PlaceUpload:
    """Return one's own upload; anybody else's is not there."""
    return found(PlaceUpload.objects.filter(pk=pk, by=request.actor).first())


@allowed(Right.WRITE)
def table(request: Visit, pk: int) -> HttpResponse:
    """Show what would be registered, what changed, what is wrong in which cell. GET only; ?show= narrows to a sort.

    303 to the list once it was brought in.
    """
    upload = _upload_of(request, pk)
    if upload.registered is not None:
        return see_other(reverse("premises:list"))
    return _page(request, upload)


def _page(
    request: Visit,
    upload: PlaceUpload,
    *,
    form: ChangesForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    checked = check_upload(upload=upload, today=request.today, **_scope(request))
    sorts = {"": list(checked.rows), "new": checked.new, "change": checked.changed, "error": checked.faulty}
    show = request.GET.get("show", "")
    chosen = sorts[show if show in sorts else ""]
    page = page_asked(request, digits=4)
    told = {
        "upload": upload,
        "ledger": checked.ledger,
        "columns": [(theirs, NAMES.get(field, field)) for field, theirs in checked.ledger.mapping.items()],
        "unread": [label for label in checked.ledger.unmapped_columns if label],
        "labels": [NAMES[field] for field in SHOWN],
        "rows": rows_shown(checked, chosen[(page - 1) * SIZE : page * SIZE], mended=upload.mended),
        "sorts": [(sort, label, len(sorts[sort])) for sort, label in SORTS.items()],
        "total": len(checked.rows),
        "new": len(checked.new),
        "changed": len(checked.changed),
        "same": len(checked.same),
        "good": len(checked.new) + len(checked.changed),
        "faulty": len(checked.faulty),
        "form": form or ChangesForm(initial={"on": request.today}),
        "show": show if show in sorts else "",
        "page": page,
        "has_next": page * SIZE < len(chosen),
        "refusal": refusal,
    }
    return render(request, "premises/table.html", told, status=status)


@allowed(Right.WRITE)
@require_POST
def mend(request: Visit, pk: int) -> HttpResponse:
    """Keep what was typed over wrong cells. POST: 303 back to the preview, read again."""
    upload = _upload_of(request, pk)
    mend_upload(upload=upload, cells=cells_typed(request.POST, fields=NAMES))
    show = request.POST.get("show", "")
    query = f"?show={show}" if show in SORTS else ""
    return see_other(reverse("premises:table", args=[pk]) + query)


@allowed(Right.WRITE)
@require_POST
def store(request: Visit, pk: int) -> HttpResponse:
    """Register and change the places: all, or by choice the good ones. POST: 303 to the list; 422 with why not."""
    upload = _upload_of(request, pk)
    if upload.registered is not None:
        return see_other(reverse("premises:list"))
    form = ChangesForm(request.POST) if "how" in request.POST else None
    if form is not None and not form.is_valid():
        return _page(request, upload, form=form, status=422)
    told: dict[str, Any] = form.cleaned_data if form is not None else {"how": CHANGE, "on": request.today}
    try:
        bring_places_in(
            upload=upload,
            good_rows=request.POST.get("rows") == "good",
            changed_on=None if told["how"] == CORRECT else told["on"],
            by=request.actor,
            today=request.today,
            at=request.now,
            **_scope(request),
        )
    except Refused as refusal:
        upload.refresh_from_db()
        if upload.registered is None:
            return _page(request, upload, form=form, refusal=str(refusal), status=422)
    return see_other(reverse("premises:list"))


@allowed(Right.WRITE)
def template(request: Visit) -> HttpResponse:
    """Answer with a workbook to fill in: types, units and posts in drop-downs. GET only."""
    units: list[Unit] = writable_units(request)
    posts = [name for _, name in said_posts(list(posts_of_units(units=[unit.pk for unit in units])[:400]))]
    content = places_template(units=[unit.name for unit in units], posts=posts, today=request.today)
    return saved(content, "阵地台账模板.xlsx", XLSX)


@allowed(Right.WRITE)
def errors(request: Visit, pk: int) -> HttpResponse:
    """Answer with the rows that have faults, each with its reasons, to mend and upload again. GET only."""
    upload = _upload_of(request, pk)
    checked = check_upload(upload=upload, today=request.today, **_scope(request))
    if not checked.faulty:
        return refused(request, "没有有错的行。")
    told = {one.row.row: [(each.label, each.reason) for each in one.wrong] for one in checked.faulty}
    name = f"错误清单-{upload.file_name.rpartition('.')[0]}.xlsx"
    return saved(errors_bytes(errors=told, ledger=checked.ledger), name, XLSX)
