"""The chosen records as a file: Excel in the columns of the import, or CSV."""

from __future__ import annotations

from django.http import HttpResponse

from taizhang.foundation.accounts.rules import Right
from taizhang.ledgers.records.selectors import chosen
from taizhang.reporting.export import chosen_csv, chosen_workbook
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import CSV, XLSX, refused, saved
from taizhang.web.records.views import choice_of

MOST = 20_000
"""More rows than that are exported by the operator's command: a page is not to wait for minutes."""


@allowed(Right.READ)
def export(request: Visit, form: str) -> HttpResponse:
    """Answer with the records that the list shows under the same query string, all pages of it.

    GET: the file; 422 where they are too many.
    """
    _, choice, units = choice_of(request)
    records = chosen(units=units, choice=choice)
    if records[: MOST + 1].count() > MOST:
        return refused(request, f"一次至多导出 {MOST} 条，请先按单位或时间筛选，分几次导出。")
    name = f"活动台账{request.today:%Y%m%d}"
    if form == "csv":
        return saved(chosen_csv(records=records), f"{name}.csv", CSV)
    title = f"{request.reach.roots(Right.READ)[0].name}活动台账"
    return saved(chosen_workbook(records=records, title=title), f"{name}.xlsx", XLSX)
