"""The three genres that come with the product: complete with any subject, honest with little data."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.compile import compile_report
from taizhang.compiler.document import Chart, Document, Heading
from taizhang.compiler.template import Template, builtin_templates
from taizhang.kernel.period import Period, parse_period
from tests.compiler.office import QINGHE, SHIQIAO, Office, busy_office, busy_records, context_of
from tests.compiler.writing import headings, paragraphs, tables, whole_text

TEMPLATES = {each.name: each for each in builtin_templates() if not each.of_scheme}
"""Those about a unit's work as a whole; a report about a scheme is told of in tests/reporting."""
EACH = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
SUBJECTS = ("宣传文化工作", "新时代文明实践工作", "阵地管理责任制", "家风建设")
PERIODS = ("2025", "2025-03", "2025Q3", "2025H1", "2025年1至9月", "农历2025年", "2025-03-05..2025-08-01")


def report(template: Template, office: Office, *, written: bool = True, **context: object) -> Document:
    texts = dict.fromkeys(template.needs, "写明的第一条。\n写明的第二条。") if written else {}
    return compile_report(template=template, context=context_of(office, texts=texts, **context))  # type: ignore[arg-type]


@EACH
def test_a_full_year_compiles_without_a_finding(template: Template) -> None:
    document = report(template, busy_office(2024, 2025))

    assert document.findings == ()
    assert len(document.figures) > 30
    assert any(isinstance(block, Chart) for block in document.blocks)
    assert document.annexes[0].title == "数据来源"


@EACH
@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_word_doubles_whatever_the_subject(template: Template, subject: str) -> None:
    text = whole_text(report(template, busy_office(2025), subject=subject))

    assert not re.search(r"(工作|情况|开展|落实|街道|社区|活动|组织)\1", text)
    assert not re.search(r"开展[^，。；]{0,4}开展|[，。；、]{2}|，[；。]|  ", text)
    assert "None" not in text and "{" not in text


@EACH
@pytest.mark.parametrize("period", PERIODS)
def test_every_kind_of_period_reads_well(template: Template, period: str) -> None:
    document = report(template, busy_office(2024, 2025), period=parse_period(period))

    text = whole_text(document)
    assert [finding.text for finding in document.findings] == []
    assert not re.search(r"[，。；、]{2}|，[；。]|(上年|上月|全年)\1", text)


def needed(template: Template) -> set[str]:
    """Return the places of the passages that nothing in the ledger can stand in for."""
    return {f"需要填写：{name}" for name, hint in template.needs.items() if "不写时" not in hint}


@EACH
def test_an_empty_ledger_gives_a_draft_that_claims_nothing(template: Template) -> None:
    document = report(template, Office([]), written=False)

    text = whole_text(document)
    assert not re.search(r"[0-9]+[场次期件份]|\b0\b|\*", text)
    assert "各单位都有开展活动的记录" not in text
    assert {finding.place for finding in document.findings if finding.kind == "other"} == needed(template)
    assert "missing-figure" in {finding.kind for finding in document.findings}
    assert tables(document) == []


@EACH
def test_the_first_year_is_not_compared_with_nothing(template: Template) -> None:
    document = report(template, busy_office(2025))

    assert "上年" not in whole_text(document)
    assert document.findings == ()


@EACH
def test_a_unit_without_units_below_has_no_table_of_units(template: Template) -> None:
    records = [record for record in busy_records(2024, 2025) if record.unit == QINGHE]

    document = report(template, Office(records, below=(), root=QINGHE), unit=QINGHE)

    assert document.findings == ()
    assert not any("各单位" in table.caption for table in tables(document))
    assert "下级单位" not in whole_text(document)


@EACH
def test_a_unit_without_records_is_named_and_not_given_a_zero(template: Template) -> None:
    records = [record for record in busy_records(2024, 2025) if record.unit != SHIQIAO]

    document = report(template, Office(records))

    assert "石桥村没有" in whole_text(document)
    assert all("石桥村" not in str(table.rows) for table in tables(document))
    assert document.findings == ()


@EACH
def test_passages_not_written_are_listed_and_not_made_up(template: Template) -> None:
    document = report(template, busy_office(2024, 2025), written=False)

    assert {finding.place for finding in document.findings} == needed(template)


@EACH
def test_compiling_twice_gives_the_same(template: Template) -> None:
    assert report(template, busy_office(2025)) == report(template, Office(busy_records(2025)))


def test_the_work_report_tells_what_was_done_what_is_wanting_and_what_comes_next() -> None:
    document = report(TEMPLATES["work_report"], busy_office(2024, 2025))

    assert document.title == "梧桐街道2025年宣传文化工作情况汇报"
    assert [line for line in headings(document) if "、" in line[:3]] == [
        "一、工作开展情况",
        "二、存在的问题",
        "三、下一步工作安排",
    ]
    assert paragraphs(document)[1] == (
        "全年开展各类活动240场，与上年持平；参与群众12504人次，比上年增加720人次，增长6.1%。平均每场参与52.1人次。"
    )
    assert paragraphs(document)[-2].startswith("一是附有佐证材料的记录占97.5%")


def test_the_self_inspection_goes_from_content_to_measures() -> None:
    document = report(TEMPLATES["self_inspection"], busy_office(2025), subject="阵地管理责任制")

    assert document.title == "梧桐街道2025年阵地管理责任制落实情况自查报告"
    assert [line for line in headings(document) if "、" in line[:3]] == [
        "一、自查内容",
        "二、自查结果",
        "三、存在的问题",
        "四、整改措施",
    ]


def test_the_experience_goes_from_background_to_insight() -> None:
    document = report(TEMPLATES["experience"], busy_office(2025), subject="家风建设")

    assert document.title == "梧桐街道开展家风建设工作经验材料"
    assert [line for line in headings(document) if "、" in line[:3]] == [
        "一、背景",
        "二、主要做法",
        "三、工作成效",
        "四、启示",
    ]


def test_kinds_without_records_have_no_section() -> None:
    records = [record for record in busy_records(2025) if record.kind in ("lecture", "study_session")]

    document = report(TEMPLATES["work_report"], Office(records), period=Period.year(2025))

    told = "".join(headings(document))
    assert "学习教育" in told and "宣传宣讲" in told
    assert "节日活动" not in told and "走访慰问" not in told
    assert document.findings == ()
    levels = [block.number for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert levels == ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）"]


@settings(max_examples=25, deadline=None)
@given(
    kept=st.sets(st.integers(0, 1055), max_size=40),
    template=st.sampled_from(list(TEMPLATES.values())),
    period=st.sampled_from(PERIODS),
)
def test_any_few_records_make_a_report_whose_totals_agree(
    kept: set[int], template: Template, period: str
) -> None:
    records = [record for index, record in enumerate(busy_records(2024, 2025)) if index in kept]

    document = report(template, Office(records), period=parse_period(period))

    assert {finding.kind for finding in document.findings} <= {"missing-figure"}
    text = whole_text(document)
    assert not re.search(r"[，。；、]{2}|，[；。]|None|\{", text)
    assert [figure for figure in document.figures if figure.value == "0" and figure.unit != "%"] == []
