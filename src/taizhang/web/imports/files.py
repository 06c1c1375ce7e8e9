"""Workbooks to fill in, and the rows with errors to mend in Excel."""

from __future__ import annotations

from django.http import HttpResponse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.records.rules import kinds
from taizhang.processes.import_records import check_upload
from taizhang.reporting.error_workbook import errors_bytes
from taizhang.reporting.template_workbook import template_bytes
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import XLSX, refused, saved
from taizhang.web.imports.views import upload_of


@allowed(Right.WRITE)
def template(request: Visit, kind: str) -> HttpResponse:
    """Answer with a workbook to fill in for one kind of work, its choices in drop-downs. GET only."""
    wanted = found(next((one for one in kinds() if one.code == kind), None))
    units = Unit.objects.filter(pk__in=request.reach.units(Right.WRITE), closed_on__isnull=True)
    names = list(units.order_by("code", "name").values_list("name", flat=True)[:400])
    return saved(
        template_bytes(kind=wanted, units=names, today=request.today), f"{wanted.label}台账模板.xlsx", XLSX
    )


@allowed(Right.WRITE)
def errors(request: Visit, pk: int) -> HttpResponse:
    """Answer with the rows that have errors, each with its reasons, to mend and upload again. GET only."""
    upload = upload_of(request, pk)
    checked = check_upload(upload=upload, today=request.today)
    faulty = checked.of("error")
    if not faulty:
        return refused(request, "没有有错的行。")
    told = {row.row: [(problem.column, problem.reason) for problem in row.problems] for row in faulty}
    return saved(
        errors_bytes(errors=told, ledger=checked.ledger),
        f"错误清单-{upload.file_name.rpartition('.')[0]}.xlsx",
        XLSX,
    )
