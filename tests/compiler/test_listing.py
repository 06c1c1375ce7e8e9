"""Activities, festivals and units as a report lists them."""

from __future__ import annotations

import datetime as dt

from tests.compiler.office import (
    QINGHE,
    SHIQIAO,
    STREET,
    WANGHE,
    Office,
    Record,
    busy_office,
)
from tests.compiler.writing import cells, compiled, paragraphs, tables


def test_the_largest_activities_have_figures_that_stand_on_their_own_record() -> None:
    records = [
        Record(1, "lecture", dt.date(2025, 1, 1), "甲", people=30),
        Record(2, "lecture", dt.date(2025, 1, 2), "乙", people=120, people_text="约120"),
        Record(3, "lecture", dt.date(2025, 1, 3), "丙"),
    ]
    body = "{% for a in 活动('lectures', 取=2) %}{{ a.引题 }}{{ a.人数 }}人次；{% endfor %}"

    document = compiled(body, office=Office(records))

    assert paragraphs(document) == ["“乙”约120人次；“甲”30人次；"]
    assert [(figure.value, [ref.source for ref in figure.sources]) for figure in document.figures] == [
        ("120", ["records:2"]),
        ("30", ["records:1"]),
    ]


def test_the_latest_activities_come_latest_first() -> None:
    records = [Record(n, "lecture", dt.date(2025, n, 1), f"第{n}讲") for n in range(1, 6)]
    body = "{% for a in 活动('lectures', 按='时间', 取=3) %}{{ a.日期 }}{{ a.标题 }}；{% endfor %}"

    assert paragraphs(compiled(body, office=Office(records))) == ["5月1日第5讲；4月1日第4讲；3月1日第3讲；"]


def test_festivals_are_counted_from_the_records_that_name_them() -> None:
    records = [
        Record(1, "festival_activity", dt.date(2025, 5, 31), "包粽子", festival="端午节", people=20),
        Record(2, "festival_activity", dt.date(2025, 1, 29), "写春联", festival="春节", people=20),
        Record(3, "festival_activity", dt.date(2025, 1, 30), "团拜会", festival="春节", people=20),
    ]
    body = "{% for 节 in 节日('festival_activities') %}{{ 节 }}{{ 节.场次 }}场，如{{ 节.活动[0].引题 }}；{% endfor %}"

    document = compiled(body, office=Office(records))

    assert paragraphs(document) == ["春节2场，如“写春联”；端午节1场，如“包粽子”；"]
    spring = document.figures[0]
    assert (spring.value, spring.derived_from, len(spring.sources)) == ("2", ("f2",), 2)
    assert document.figures[1].rule == "festival_activities"


def test_units_without_records_fewer_and_most() -> None:
    records = [
        Record(1, "lecture", dt.date(2025, 1, 1), "讲", unit=QINGHE),
        Record(2, "lecture", dt.date(2025, 1, 2), "讲", unit=QINGHE),
        Record(3, "lecture", dt.date(2025, 1, 3), "讲", unit=WANGHE),
        *(Record(n, "lecture", dt.date(2024, 1, n), "讲", unit=WANGHE) for n in range(4, 7)),
    ]
    body = (
        "无：{{ 无记录单位('lectures')|顿号 }}；减：{{ 减少单位('lectures', 上年同期)|顿号 }}；"
        "多：{{ 居前单位('lectures', 取=2)|顿号 }}；月：{{ 无记录月份('lectures')|项数 }}。"
    )

    document = compiled(body, office=Office(records))

    assert paragraphs(document) == ["无：石桥村；减：望河社区；多：青禾社区、望河社区；月：11。"]


def test_units_equal_to_the_last_of_the_first_three_are_not_left_out() -> None:
    records = [
        Record(n, "lecture", dt.date(2025, 1, n), "讲", unit=unit)
        for n, unit in enumerate((QINGHE, WANGHE, SHIQIAO), 1)
    ]

    document = compiled("{{ 居前单位('lectures', 取=1)|顿号 }}", office=Office(records))

    assert paragraphs(document) == ["青禾社区、望河社区、石桥村"]


def test_a_table_of_units_prints_every_unit_s_figure() -> None:
    body = (
        "| 单位 | 场次 |\n|---|--:|\n{% for u in 下级单位 %}\n| {{ u }} | {{ 数('activities_held', 单位=u) }} |\n"
        "{% endfor %}\n| {{ 本级 }} | {{ 数('activities_held', 单位=本级) }} |\n| 合计 | {{ 合计('activities_held') }} |"
    )

    document = compiled(body, office=busy_office(2025))

    (table,) = tables(document)
    assert cells(table, document) == [
        ["青禾社区", "60"],
        ["望河社区", "60"],
        ["石桥村", "60"],
        ["梧桐街道本级", "60"],
        ["合计", "240"],
    ]
    assert document.findings == ()


def test_the_unit_s_own_activities_leave_out_those_of_the_units_below() -> None:
    records = [
        Record(n, "lecture", dt.date(2025, 1, n), f"第{n}讲", unit=unit)
        for n, unit in enumerate((STREET, QINGHE, STREET), 1)
    ]
    body = "{% for a in 活动('lectures', 按='时间', 取=2, 单位=本级) %}{{ a.标题 }}；{% endfor %}"

    assert paragraphs(compiled(body, office=Office(records))) == ["第3讲；第1讲；"]
