"""The report on a scheme: per task planned, done, on time, each figure narrowed in the open, with the records."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from taizhang.compiler.document import Table, plain
from taizhang.compiler.manuscript import (
    compile_manuscript,
    manuscript_from,
    manuscript_json,
    manuscript_of,
)
from taizhang.kernel.period import parse_period
from taizhang.ledgers.duties.models import Occurrence, Scheme, Task
from taizhang.ledgers.duties.rules import Role
from taizhang.ledgers.duties.services import excuse
from taizhang.processes import take_back
from taizhang.processes.duties import confirm_match
from taizhang.render.docx import docx_bytes, figures_in_docx
from taizhang.reporting.bundle import verify_bundle
from taizhang.reporting.changes import changed_since
from taizhang.reporting.runs import Order, compile_run, context_for, document_of, ledger_at
from taizhang.reporting.schemes import SchemeNotFound, scheme_by
from taizhang.reporting.sealing import sign_run
from taizhang.reporting.template_choice import find_template
from tests.duties.conftest import handed_down, task

__all__ = ["handed_down"]
TODAY = dt.date(2025, 6, 1)
TEMPLATE = find_template(name="duty_report")


def rows(document, name: str) -> list[list[str]]:
    """Return the cells of the table whose name ends so, as a reader sees them."""
    blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    [table] = [one for one in blocks if isinstance(one, Table) and one.caption.endswith(name)]
    return [[plain(cell, document.figures) for cell in row] for row in table.rows]


@pytest.fixture
def scheme(office, handed_down):
    """Return a scheme of two tasks: one monthly of both villages, one of the south alone."""
    return handed_down(
        task("1.1", (office.north, Role.LEAD), (office.south, Role.RESPONSIBLE), basis="省条例"),
        task("1.2", (office.south, Role.LEAD)),
    )


@pytest.fixture
def visit(scheme, accepted, office, at):
    """Return the record that fulfils the first task in March, in the north."""
    record = accepted(title="入户走访", on=dt.date(2025, 3, 5))
    due = Occurrence.objects.get(duty__task__number="1.1", duty__unit=office.north, label="2025年3月")
    confirm_match(occurrence=due, record=record, by=office.clerk, on=TODAY, at=at)
    return record


@pytest.fixture
def report(scheme, visit, office, key, at):
    """Return the report on the first quarter, compiled by the clerk."""
    return made(scheme, office, key, at)


def made(scheme, office, key, at, *, period: str = "2025年第一季度"):
    order = order_on(scheme, office, period)
    return compile_run(template=TEMPLATE, order=order, by=office.clerk, key=key, at=at)


def order_on(scheme, office, period: str = "2025年第一季度") -> Order:
    """Return the order of the street's report on the scheme."""
    return Order(
        unit=office.street,
        period=parse_period(period),
        subject=scheme.title,
        signed_on=dt.date(2025, 4, 2),
        scheme=scheme,
    )


def test_each_task_is_told_as_planned_done_on_time_and_open(report) -> None:
    _, document = report

    assert rows(document, "各项任务落实情况") == [
        ["1.1", "第1.1项工作", "6", "1", "1", "0", "5"],
        ["1.2", "第1.2项工作", "3", "0", "0", "0", "3"],
        ["合计", "", "9", "1", "1", "0", "8"],
    ]
    assert document.findings == ()


def test_the_units_stand_in_the_order_of_the_tree(report) -> None:
    _, document = report

    assert rows(document, "各单位落实情况") == [
        ["北桥社区", "3", "1", "1", "0", "2"],
        ["南浦村", "6", "0", "0", "0", "6"],
        ["合计", "9", "1", "1", "0", "8"],
    ]


def test_a_figure_of_a_task_says_what_it_was_narrowed_to(report) -> None:
    run, document = report
    first = Task.objects.get(number="1.1")

    [done] = [
        one for one in document.figures if one.rule == "duties_done" and one.tags == (f"task:{first.pk}",)
    ]

    assert (done.value, done.unit_name) == ("1", "柳溪街道")
    assert done.label == "已完成责任事项（任务1.1）"
    assert done.only == "方案《2025年任务分解表》的任务1.1“第1.1项工作”"
    assert done.meaning.endswith(f"；只计{done.only}。")
    assert [done.only, f"task:{first.pk}"] in [row[1:] for row in rows(document, "取数范围")]
    assert document_of(run) == document


def test_the_confirmed_records_are_the_sources_of_a_task(report, visit) -> None:
    _, document = report
    first = Task.objects.get(number="1.1")

    [held] = [
        one
        for one in document.figures
        if one.rule == "duties_fulfilments" and one.tags == (f"task:{first.pk}",)
    ]

    assert [ref.number for ref in held.sources] == [visit.number]
    assert visit.number in {row[1] for row in rows(document, "来源记录")}


def test_the_word_file_carries_what_a_rule_was_narrowed_to(report) -> None:
    _, document = report
    first = Task.objects.get(number="1.1")

    told = {one["rule"] for one in figures_in_docx(data=docx_bytes(document=document))}

    assert f"duties_done task:{first.pk}" in told


def test_a_record_voided_after_signing_is_named_and_the_bundle_holds(
    report, visit, office, key, at, tmp_path
) -> None:
    run, _ = report
    path = tmp_path / "责任落实.zip"
    sign_run(run=run, by=office.reviewer, key=key, at=at, keep=path)
    assert changed_since(run=run).postings == ()

    take_back.void_record(record=visit, reason="重复登记", by=office.reviewer, at=at)

    changes = changed_since(run=run)
    assert visit.number in {one.source.number for one in changes.postings}
    moved = {(one.label, one.then, one.now) for one in changes.figures}
    assert ("已完成责任事项（任务1.1）", "1", None) in moved
    assert ("未完成责任事项（任务1.1）", "5", "6") in moved
    assert not any("任务1.2" in label for label, _, _ in moved)
    assert verify_bundle(path=path, trusted_key=key.public).faults == []


def test_what_is_excused_is_counted_by_reason(scheme, visit, office, key, at) -> None:
    for due in Occurrence.objects.filter(duty__task__number="1.2", due_on__lt=dt.date(2025, 3, 1)):
        excuse(occurrence=due, reason="汛期停办", by=office.reviewer, at=at)

    _, document = made(scheme, office, key, at)

    assert rows(document, "免除的责任事项") == [["汛期停办", "2"], ["合计", "2"]]
    [reason] = [one for one in document.figures if one.rule == "derived.reason"]
    assert [ref.number for ref in reason.sources] == ["1.2·2025年1月", "1.2·2025年2月"]


def test_a_scheme_is_found_by_number_or_title_where_it_reaches_the_unit(scheme, office) -> None:
    year = parse_period("2025")

    assert scheme_by(text="2025年任务分解表", unit=office.street, period=year) == scheme
    assert scheme_by(text=str(scheme.pk), unit=office.north, period=year) == scheme
    with pytest.raises(SchemeNotFound, match="云岗镇没有已下发的责任方案“2025年任务分解表”。现在还没有。"):
        scheme_by(text="2025年任务分解表", unit=office.other_street, period=year)


def test_what_the_template_wrote_comes_back_the_same_from_its_manuscript(scheme, report, office) -> None:
    _, document = report
    order = order_on(scheme, office)
    position = document.figures[0].position
    told = manuscript_of(document=document, unit=office.street.pk, period=order.period.label)
    stored = manuscript_from(json.loads(json.dumps(manuscript_json(told))))

    again = compile_manuscript(
        manuscript=stored,
        template=TEMPLATE,
        context=context_for(order=order, position=position),
        ledger_at=lambda earlier: ledger_at(order=order, position=earlier),
    ).document

    assert again.figures == document.figures
    assert again.blocks == document.blocks


def test_figures_of_tasks_cost_one_look_at_the_ledger_a_rule_not_one_a_task(
    office, handed_down, at, django_assert_num_queries
) -> None:
    handed_down(*(task(str(number), (office.north, Role.LEAD)) for number in range(1, 41)))
    period = parse_period("2025年第一季度")
    ledger = ledger_at(order=order_on(Scheme.objects.get(), office), position=10**6)
    tags = [f"task:{one.pk}" for one in Task.objects.all()]
    ledger.figure(rule="duties_expected", unit=None, period=period, tags=(tags[0],))

    with django_assert_num_queries(0):
        told = [ledger.figure(rule="duties_expected", unit=None, period=period, tags=(tag,)) for tag in tags]
    assert len(told) == 40
