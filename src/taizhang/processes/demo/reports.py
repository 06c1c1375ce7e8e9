"""The reports that the demo's clerk has on the desk."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.keys.services import SigningKey
from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.period import Period, parse_period
from taizhang.processes.demo.report_texts import ADDRESSEE, QUARTER_TEXTS, REPORT_SUBJECT
from taizhang.processes.demo.world import STREET
from taizhang.reporting.drafting import reports_for, send_report, start_report
from taizhang.reporting.runs import Order

TEMPLATE = "work_report"


def begin_reports(*, today: dt.date, by: Person, key: SigningKey, at: dt.datetime) -> None:
    """Compile the report of the quarter that is over and send it; begin that of the year so far.

    Nothing is done where the office has a report already, or in January, when no month is over.
    """
    street = unit_by(text=STREET.code)
    if today.month == 1 or reports_for(drafts_of=[street.pk], units=[street.pk]).exists():
        return
    quarter = (today.month - 1) // 3
    if quarter:
        order = _order(Period.quarter(today.year, quarter), today, QUARTER_TEXTS)
        send_report(report=start_report(template=TEMPLATE, order=order, by=by, key=key, at=at), by=by, at=at)
    so_far = parse_period(
        f"{today.year}年1至{today.month - 1}月" if today.month > 2 else f"{today.year}年1月"
    )
    start_report(template=TEMPLATE, order=_order(so_far, today, {}), by=by, key=key, at=at)


def _order(period: Period, today: dt.date, texts: dict[str, str]) -> Order:
    return Order(
        unit=unit_by(text=STREET.code),
        period=period,
        subject=REPORT_SUBJECT,
        signed_on=today,
        addressee=ADDRESSEE,
        texts=texts,
    )
