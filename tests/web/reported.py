"""Reports compiled for tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from taizhang.foundation.keys.services import load_key
from taizhang.kernel.period import parse_period
from taizhang.reporting.drafting import send_report, start_report
from taizhang.reporting.manuscripts import compile_draft, save_draft, standing_manuscript
from taizhang.reporting.models import Report
from taizhang.reporting.runs import Order
from taizhang.reporting.states import ReportState

NOW = dt.datetime(2025, 12, 31, 4, tzinfo=dt.UTC)


def reported(by, unit, *, sent: bool = False) -> Report:
    """Compile a unit's work report of 2025; sent for signature as if its open places were none."""
    order = Order(
        unit=unit, period=parse_period("2025"), subject="文明实践工作", signed_on=dt.date(2025, 12, 31)
    )
    key = load_key(home=Path(settings.TAIZHANG_HOME))
    report = start_report(template="work_report", order=order, by=by, key=key, at=NOW)
    if sent:
        whole(report)
        report = send_report(report=report, by=by, at=NOW)
    return report


def whole(report: Report) -> None:
    """Compile the report anew by a template of two lines, which leaves nothing open."""
    from taizhang.compiler.template import load_template  # noqa: PLC0415 -- only here
    from taizhang.reporting.runs import compile_run  # noqa: PLC0415 -- only here

    text = '---\n名称：简报\n文种：简报\n说明：两行\n---\n# {{ 单位 }}简报\n\n{{ 期间 }}走访{{ 计("visits") }}。\n'
    order = Order(
        unit=report.unit, period=parse_period(report.period), subject=report.subject, signed_on=report.dated
    )
    key = load_key(home=Path(settings.TAIZHANG_HOME))
    run, _ = compile_run(
        template=load_template(text=text, name="brief"), order=order, by=report.author, key=key, at=NOW
    )
    report.run, report.state = run, ReportState.DRAFTING.value
    report.save()


def edited(report: Report, by) -> Report:
    """Let somebody change the report's title in the editor and compile it anew; return it."""
    standing = standing_manuscript(report=report)
    save_draft(
        report=report,
        version=standing.version,
        manuscript=replace(standing.manuscript, title="改过的题目"),
        addressee=report.addressee,
        dated=report.dated,
        by=by,
        at=NOW,
    )
    key = load_key(home=Path(settings.TAIZHANG_HOME))
    version = standing_manuscript(report=report).version
    return compile_draft(report=report, version=version, by=by, key=key, at=NOW)[0]
