"""数据来源: from each figure to its records and from each record to its figures."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.annex import runs, sources_annex
from taizhang.compiler.document import Annex, Document, FigureRef, Table
from tests.compiler.office import Office, busy_office, busy_records
from tests.compiler.writing import cells, compiled

BODY = (
    "{{ 数('activities_held') }}{{ 比('lectures', 上年同期) }}\n\n"
    "{% for u in 下级单位 %}{{ 数('activity_people', 单位=u) }}{% endfor %}\n\n"
    "{% for a in 活动('lectures', 取=3) %}{{ a.人数 }}{% endfor %}\n\n"
    "{% for 节 in 节日('festival_activities') %}{{ 节.场次 }}{% endfor %}"
)


def annex_tables(document: Document) -> dict[str, Table]:
    (annex,) = document.annexes
    assert isinstance(annex, Annex)
    return {block.caption: block for block in annex.blocks if isinstance(block, Table)}


def expanded(told: str) -> set[int]:
    """Return the numbers that runs such as 1—3、7 or f1—f3、f7 stand for."""
    found: set[int] = set()
    for run in filter(None, told.replace("无", "").split("、")):
        ends = [int(number) for number in re.findall(r"\d+", run)]
        found.update(range(ends[0], ends[-1] + 1))
    return found


def leads(figures: list[list[str]], number_of: dict[str, int]) -> list[set[int]]:
    """Return the records that each row of the figures' table leads to, through other figures if need be."""
    told = {row[0]: row[-1] for row in figures}

    def follow(text: str) -> set[int]:
        if text.startswith("同"):
            return set().union(*(follow(told[key]) for key in text[1:].split("、")))
        return expanded(text)

    assert set(number_of.values()) == set().union(*(follow(text) for text in told.values()))
    return [follow(row[-1]) for row in figures]


def test_every_figure_leads_to_its_records_and_every_record_to_its_figures() -> None:
    document = compiled(BODY, office=busy_office(2024, 2025), annex="full")
    told = annex_tables(document)

    figures = cells(told["报告数字"], document)
    records = cells(told["来源记录"], document)

    assert [row[0] for row in figures] == [figure.key for figure in document.figures]
    assert [row[0] for row in records] == [str(n + 1) for n in range(len(records))]
    number_of = {row[1]: int(row[0]) for row in records}
    assert len(number_of) == len(records)
    by_key = {
        figure.key: set(refs)
        for figure, refs in zip(document.figures, leads(figures, number_of), strict=True)
    }
    for index, figure in enumerate(document.figures):
        numbers = {number_of[ref.number] for ref in figure.sources}
        assert by_key[figure.key] == numbers
        if figures[index][-1].startswith("同"):
            assert set().union(*(by_key[key] for key in figure.derived_from)) == numbers
        else:
            assert {int(line[0]) for line in records if index + 1 in expanded(line[-1])} == numbers


def test_the_value_in_the_annex_is_the_figure_itself() -> None:
    document = compiled(BODY, office=busy_office(2024, 2025))

    values = [row[2] for row in annex_tables(document)["报告数字"].rows]

    assert [cell[0] for cell in values] == [FigureRef(index) for index in range(len(document.figures))]


def test_a_record_is_told_by_number_day_unit_and_title() -> None:
    document = compiled("{{ 数('lectures') }}", office=Office([busy_records(2025)[29]]))

    assert cells(annex_tables(document)["来源记录"], document)[0] == [
        "1", "2025-000030", "2025-01-05", "望河社区", "讲座第30期", "f1",
    ]  # fmt: skip


def test_each_rule_is_explained_once_with_its_version() -> None:
    body = "{{ 数('lectures') }}{{ 数('lectures', 期=上年同期) }}{{ 比('lectures', 上年同期) }}"

    document = compiled(
        body, office=Office([*busy_records(2024)[28:30], *busy_records(2024, 2025)[528 + 28 : 528 + 31]])
    )

    rules = cells(annex_tables(document)["统计口径"], document)
    assert rules == [["1", "lectures", "1", "统计期内举办的讲堂、讲座场次，按记录去重。"]]
    figures = cells(annex_tables(document)["报告数字"], document)
    assert [(row[0], row[3]) for row in figures] == [
        ("f1", "1"),
        ("f2", "1"),
        ("f3", "f1－f2"),
        ("f4", "（f1－f2）÷f2×100%"),
    ]


def test_a_missing_figure_stands_in_the_annex_without_sources() -> None:
    document = compiled("{{ 数('visits') }}")

    assert cells(annex_tables(document)["报告数字"], document) == [
        ["f1", "走访慰问", "—", "1", "2025年", "梧桐街道", "无"]
    ]
    assert "来源记录" not in annex_tables(document)


def test_the_short_form_tells_how_many_records_and_the_first_of_them() -> None:
    document = compiled(BODY, office=busy_office(2024, 2025), annex="short")
    told = annex_tables(document)

    assert list(told) == ["报告数字", "统计口径"]
    for row, figure in zip(cells(told["报告数字"], document), document.figures, strict=True):
        if not row[-1].startswith("同"):
            count, _, first = row[-1].partition("条：")
            assert int(count) == len(figure.sources)
            assert first.removesuffix("等").split("、") == [ref.number for ref in figure.sources[:3]]
            assert first.endswith("等") == (len(figure.sources) > 3)


def test_figures_keep_every_record_in_either_form() -> None:
    office = busy_office(2024, 2025)

    assert compiled(BODY, office=office, annex="short").figures == compiled(BODY, office=office).figures


def test_what_would_fill_many_pages_is_told_in_short_unless_asked_in_full() -> None:
    few, many = Office(busy_records(2025)[:200]), Office(busy_records(2025)[:201])
    body = "{{ 数('records_total') }}"

    assert "来源记录" in annex_tables(compiled(body, office=few))
    assert "来源记录" not in annex_tables(compiled(body, office=many))
    assert "来源记录" in annex_tables(compiled(body, office=many, annex="full"))


def test_a_report_without_figures_has_no_annex() -> None:
    assert compiled("没有数字。").annexes == ()


def test_runs_are_short() -> None:
    assert runs([7, 3, 2, 1, 9, 10]) == "1—3、7、9、10"
    assert runs([1, 2, 3], prefix="f") == "f1—f3"
    assert runs([]) == ""


@settings(max_examples=200)
@given(numbers=st.sets(st.integers(1, 60)))
def test_runs_lose_nothing(numbers: set[int]) -> None:
    assert expanded(runs(numbers)) == numbers


@settings(max_examples=20, deadline=None)
@given(
    years=st.sampled_from([(2025,), (2024, 2025), (2023, 2024, 2025)]),
    form=st.sampled_from(["full", "short"]),
)
def test_the_annex_is_the_same_whether_what_was_worked_out_is_known_or_looked_for(years, form) -> None:
    document = compiled(BODY, office=busy_office(*years), annex=form)

    assert document.annexes == (sources_annex(document.figures, form),)
