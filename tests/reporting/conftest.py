"""A year of the office's work and a small report about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from taizhang.compiler.document import Document
from taizhang.compiler.template import load_template
from taizhang.kernel.period import parse_period
from taizhang.reporting.models import ReportRun
from taizhang.reporting.runs import Order, compile_run
from taizhang.reporting.sealing import sign_run
from taizhang.reporting.template_choice import find_template
from taizhang.reporting.unit_reports.batches import Batch

TEMPLATE = """---
名称: 小结
文种: 汇报
---
# {{ 单位 }}{{ 期间 }}{{ 主题 }}小结

全年走访慰问{{ 数("visits") }}，各类记录{{ 数("records_total") }}。
"""


@dataclass(frozen=True)
class Compiled:
    """A compiled report and what it was compiled with."""

    run: ReportRun
    document: Document
    key: object

    def figure(self, rule: str):
        """Return the report's figure of a rule."""
        return next(figure for figure in self.document.figures if figure.rule == rule)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path: Path) -> None:
    settings.TAIZHANG_HOME = tmp_path


@pytest.fixture
def compiled(office, accepted, key, at) -> Compiled:
    """Return a report on three visits, compiled by the clerk."""
    for number, unit in enumerate((office.north, office.north, office.south), 1):
        accepted(title=f"走访第{number}户", people=f"{number}人", unit=unit.pk, on=dt.date(2025, number, 9))
    order = Order(
        unit=office.street,
        period=parse_period("2025"),
        subject="走访慰问工作",
        signed_on=dt.date(2025, 12, 30),
    )
    template = load_template(text=TEMPLATE, name="小结")
    run, document = compile_run(template=template, order=order, by=office.clerk, key=key, at=at)
    return Compiled(run, document, key)


@pytest.fixture
def bundle(compiled: Compiled, office, at, tmp_path: Path) -> Path:
    """Return the sealed bundle of the report, signed by the reviewer."""
    path = tmp_path / "小结.zip"
    sign_run(run=compiled.run, by=office.reviewer, key=compiled.key, at=at, keep=path)
    return path


def batch_of_villages(office, position: int) -> Batch:
    """Return an order of the March reports of the street's villages at a sealed position."""
    return Batch(
        template="work_report",
        digest=find_template(name="work_report").digest,
        unit=office.street.pk,
        level="VILLAGE",
        period="2025年3月",
        subject="宣传文化工作",
        signed_on="2025-04-02",
        profile="word",
        suffix=".docx",
        position=position,
    )
