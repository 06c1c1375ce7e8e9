"""Figures in a report: asked for once, numbered as they appear, missing ones listed."""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.compile import compile_report
from taizhang.compiler.context import UnitRef
from taizhang.compiler.document import Figure, FigureRef, Heading, Paragraph
from taizhang.kernel.period import Period
from tests.compiler.office import (
    QINGHE,
    STREET,
    WANGHE,
    Office,
    Record,
    busy_office,
    busy_records,
    context_of,
    lectures_of,
)
from tests.compiler.writing import compiled, paragraphs, template


def test_a_figure_is_printed_as_the_ledger_gives_it_and_keeps_its_sources() -> None:
    document = compiled("举办讲座{{ 数('lectures') }}场。", office=lectures_of(now=3, before=2))

    assert paragraphs(document) == ["举办讲座3场。"]
    (figure,) = document.figures
    assert (figure.key, figure.rule, figure.value, figure.period) == ("f1", "lectures", "3", "2025年")
    assert [ref.source for ref in figure.sources] == ["records:1", "records:2", "records:3"]


def test_the_same_figure_asked_for_twice_is_one_figure() -> None:
    body = "{{ 数('lectures') }}、{{ 数('lectures', 期=期间) }}、{{ 数('lectures', 单位=单位) }}、{{ 数('举办讲座') }}"

    document = compiled(body, office=lectures_of(now=3, before=2))

    assert paragraphs(document) == ["3、3、3、3"]
    assert len(document.figures) == 1


def test_unit_and_period_make_figures_of_their_own() -> None:
    records = [
        Record(1, "lecture", dt.date(2025, 1, 1), "一", unit=QINGHE),
        Record(2, "lecture", dt.date(2025, 2, 1), "二", unit=WANGHE),
        Record(3, "lecture", dt.date(2025, 2, 1), "三", unit=STREET),
        Record(4, "lecture", dt.date(2024, 2, 1), "四", unit=STREET),
    ]
    body = (
        "{{ 数('lectures') }}{{ 数('lectures', 期=上年同期) }}{{ 数('lectures', 单位=本级) }}"
        "{% for u in 下级单位 %}{{ 数('lectures', 单位=u) }}{% endfor %}{{ 数('lectures', 期=期间.各月[1]) }}"
    )

    document = compiled(body, office=Office(records))

    assert paragraphs(document) == ["31111—2"]
    assert [(figure.key, figure.unit_name, figure.period) for figure in document.figures] == [
        ("f1", "梧桐街道", "2025年"),
        ("f2", "梧桐街道", "2024年"),
        ("f3", "梧桐街道本级", "2025年"),
        ("f4", "青禾社区", "2025年"),
        ("f5", "望河社区", "2025年"),
        ("f6", "石桥村", "2025年"),
        ("f7", "梧桐街道", "2025年2月"),
    ]


def test_keys_follow_the_order_of_reading_and_not_of_asking() -> None:
    body = "{% set 甲 = 数('lectures') %}{% set 乙 = 数('lecture_people') %}{{ 乙 }}人次，{{ 甲 }}场。"

    document = compiled(body, office=lectures_of(now=2, before=0))

    assert [(figure.key, figure.rule) for figure in document.figures] == [
        ("f1", "lecture_people"),
        ("f2", "lectures"),
    ]


def test_asking_whether_there_is_a_figure_does_not_put_it_into_the_report() -> None:
    document = compiled("{% if 有('visits') %}走访{% else %}没有走访。{% endif %}")

    assert paragraphs(document) == ["没有走访。"]
    assert (document.figures, document.annexes, document.findings) == ((), (), ())


def test_a_missing_figure_prints_a_dash_and_is_listed_with_its_place() -> None:
    document = compiled("## 工作情况\n### 走访。\n走访{{ 数('visits') }}次，慰问{{ 数('visits') }}次。")

    assert paragraphs(document) == ["走访—次，慰问—次。"]
    (finding,) = document.findings
    assert (finding.kind, finding.place) == ("missing-figure", "一、工作情况 （一）走访")
    assert finding.text.startswith("“走访慰问”（梧桐街道，2025年）在台账中没有记录，已印作“—”。")


def test_a_figure_with_its_measure_word() -> None:
    assert paragraphs(compiled("{{ 计('lectures') }}", office=lectures_of(now=2, before=0))) == ["2场"]


def test_a_missing_figure_is_false_and_less_than_nothing() -> None:
    body = "{% if not 数('visits') and not 数('visits') < 5 and not 数('visits') >= 0 %}不作比较。{% endif %}"

    assert paragraphs(compiled(body)) == ["不作比较。"]


def test_figures_compare_as_numbers() -> None:
    body = "{% if 数('lectures') > 9 and 数('lectures') == 10 and 数('lectures') != 数('lectures', 期=上年同期) %}对{% endif %}"

    assert paragraphs(compiled(body, office=lectures_of(now=10, before=9))) == ["对"]


class MovingOffice(Office):
    """An office whose journal goes on while it is asked."""

    def figure(
        self,
        *,
        rule: str,
        unit: UnitRef | None,
        period: Period | None,
        own: bool = False,
        tags: tuple[str, ...] = (),
    ) -> Figure:
        self.position += 1
        return super().figure(rule=rule, unit=unit, period=period, own=own, tags=tags)


def test_figures_of_different_positions_are_listed() -> None:
    document = compiled(
        "{{ 数('lectures') }}{{ 数('lecture_people') }}",
        office=MovingOffice(lectures_of(now=1, before=0).records),
    )

    assert [finding.text for finding in document.findings] == [
        "报告数字取自不同的账本位置（901、902），请重新生成。"
    ]


def test_compiling_again_gives_the_same_document() -> None:
    trial = template(
        "## 甲\n{{ 数('lectures') }}{{ 比('lectures', 上年同期) }}\n\n{% for u in 下级单位 %}{{ 数('visits', 单位=u) }}{% endfor %}"
    )
    office = busy_office(2024, 2025)

    assert compile_report(template=trial, context=context_of(office)) == compile_report(
        template=trial, context=context_of(busy_office(2024, 2025))
    )


@settings(max_examples=40, deadline=None)
@given(
    rules=st.lists(
        st.sampled_from(["lectures", "visits", "activities_held", "activity_people"]), max_size=12
    ),
    glue=st.text(alphabet=string.ascii_letters + "甲乙，。", max_size=3),
)
def test_every_figure_stands_in_the_body_or_under_one_that_does(rules: list[str], glue: str) -> None:
    body = "## 节\n" + "".join(
        f"{glue}{{{{ 数('{rule}') }}}}{glue}{{{{ 较('{rule}', 上年同期) }}}}" for rule in rules
    )

    document = compiled(body, office=Office(busy_records(2024, 2025)[:600]))

    printed = {
        piece.index
        for block in document.blocks
        if isinstance(block, Paragraph | Heading)
        for piece in block.inlines
        if isinstance(piece, FigureRef)
    }
    under = {int(key[1:]) - 1 for index in printed for key in document.figures[index].derived_from}
    assert printed | under == set(range(len(document.figures)))
    assert [figure.key for figure in document.figures] == [f"f{n + 1}" for n in range(len(document.figures))]


def test_numbering_changes_nothing_but_key_definition_and_origin() -> None:
    document = compiled("举办讲座{{ 数('lectures') }}场。", office=lectures_of(now=3, before=2))
    (figure,) = document.figures
    figure = replace(figure, tags=("task:3",), only="任务3")

    numbered = figure.numbered(key="f9", definition="另一说", derived_from=("f1",))

    assert numbered == replace(figure, key="f9", definition="另一说", derived_from=("f1",))
