"""The self-inspection report tells of premises: how many of which type and size, inspected, put right on time."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.compiler.document import Table, plain
from taizhang.kernel.period import parse_period
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Finding
from taizhang.reporting.runs import Order, compile_run
from taizhang.reporting.template_choice import find_template
from tests.compiler.writing import whole_text
from tests.premises.conftest import TODAY, looked_at, photo, placed, post, room, told

TEMPLATE = find_template(name="self_inspection")
__all__ = ["looked_at", "photo", "placed", "post", "room", "told"]


@pytest.fixture
def report(office, at, key):
    """Return a maker of the self-inspection report of a period, as it is compiled now."""

    def make(period: str = "2025年6月"):
        order = Order(
            unit=office.street,
            period=parse_period(period),
            subject="阵地管理",
            signed_on=dt.date(2025, 7, 1),
        )
        _, document = compile_run(template=TEMPLATE, order=order, by=office.clerk, key=key, at=at)
        return document

    return make


def table(document) -> list[list[str]]:
    [found] = [
        one for one in document.blocks if isinstance(one, Table) and one.caption.endswith("期末在用阵地")
    ]
    return [[plain(cell, document.figures) for cell in row] for row in found.rows]


def test_numbers_by_type_and_size_inspections_and_what_was_closed_on_time(
    office, room, placed, looked_at, photo, at, report
) -> None:
    placed()
    looked_at(room, "fire")
    finding = Finding.objects.get()
    services.rectify(finding=finding, text="已换", photos=[photo()], on=TODAY, by=office.clerk, at=at)
    services.close(finding=finding, text="", on=TODAY, by=office.reviewer, at=at)

    document = report()
    text = whole_text(document)

    assert "在用阵地2处，其中宣传渠道1处、公共文化设施1处" in text
    assert "应检查阵地2次，已检查1次，其中按时1次，完成率50.0%" in text
    assert "检查发现问题1个" in text
    assert "已复查销号1个，按期整改1个，按期整改率100.0%" in text
    assert "有1次阵地检查到期没有做" in text
    assert table(document) == [
        ["官方通知群", "全部", "1"],
        ["", "200—500人", "1"],
        ["阅览室", "全部", "1"],
        ["公共文化设施", "200平方米以下", "1"],
        ["阵地合计", "", "2"],
    ]


def test_without_premises_the_report_does_not_speak_of_them(report) -> None:
    assert "阵地管理和检查" not in whole_text(report())


def test_the_figures_lead_to_the_places_behind_them(room, report) -> None:
    document = report()
    [figure] = [one for one in document.figures if one.rule == "reading_rooms"]

    assert [(source.number, source.title) for source in figure.sources] == [
        (f"阵地{room.pk}", "阅览室 北桥书屋")
    ]
