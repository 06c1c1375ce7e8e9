"""What stops the sign-off: gaps, places left open, length."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.compiler.compile import compile_report
from taizhang.compiler.placeholders import any_open, placeholders
from taizhang.compiler.template import load_template
from tests.compiler.office import Office, Record, context_of
from tests.compiler.writing import compiled


@pytest.mark.parametrize(
    "text",
    [
        "共有宣传栏***个",
        "共有宣传栏**个",
        "共有宣传栏＊＊＊个",
        "XX街道开展活动",
        "xx街道开展活动",
        "××社区开展活动",
        "ＸＸ社区开展活动",
        "某某社区开展活动",
        "于X月X日召开会议",
        "于20X5年召开会议",
        "第×届读书节",
        "开展活动若干场",
        "○○社区",
        "□□社区",
        "地点：____",
        "参加人数？？？",
        "联系人【】",
        "联系人（　　）",
        "（待填）",
        "【请填写单位名称】",
        "此处填写下一步打算",
        "{{ 单位 }}",
        "{% if %}",
        "TODO 补充",
    ],
)
def test_places_left_open_are_found(text: str) -> None:
    assert placeholders(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年开展各类活动240场，比上年增加12场。",
        "《关于加强阅读推广工作的若干意见》",
        "印发A4幅面的宣传单，尺寸为3×5厘米",
        "参加人员（含志愿者）共30人",
        "T恤有XXL、XL两种",
        "制作DV短片1部，MTV2部",
        "二〇二五年",
        "上映《X战警》",
        "“问计于民”活动？是的。",
        "某些社区",
        "面向全体居民*开放",
    ],
)
def test_ordinary_writing_is_left_alone(text: str) -> None:
    assert placeholders(text) == ()


def test_a_place_left_open_is_shown_with_what_stands_around_it() -> None:
    assert placeholders("梧桐街道所辖各社区共有宣传栏***个，均有专人负责管理") == (
        "…各社区共有宣传栏***个，均有专人负责…",
    )


def test_open_places_are_listed_wherever_they_stand() -> None:
    records = [Record(1, "lecture", dt.date(2025, 1, 1), "“XX杯”朗诵")]
    body = (
        "## 情况\n共有***个。\n\n表：名单\n| a | b |\n|---|---|\n"
        "{% for a in 活动('lectures', 按='时间') %}\n| {{ a.标题 }} | 1 |\n{% endfor %}"
    )

    document = compiled(f"# XX街道\n{body}", office=Office(records))

    assert [(finding.kind, finding.place) for finding in document.findings] == [
        ("placeholder", "标题"),
        ("placeholder", "一、情况"),
        ("placeholder", "一、情况 表1　名单"),
    ]
    assert document.findings[-1].text == "“‘XX杯’朗诵”还没有填实，请改成确切的内容。"


def test_what_the_clerk_has_not_written_prints_a_dash_and_is_listed_once() -> None:
    document = compiled(
        "{% for 条 in 逐条('问题') %}- {{ 条 }}{% endfor %}\n\n{{ 文('问题') }}\n\n{{ 文('问题') }}"
    )

    assert [(finding.kind, finding.text, finding.place) for finding in document.findings] == [
        ("other", "“问题”没有填写，已印作“—”。应写：写问题。", "需要填写：问题")
    ]


def test_a_blank_passage_is_not_written() -> None:
    document = compiled("{{ 文('问题') }}", context=context_of(Office([]), texts={"问题": " \n　\n"}))

    assert [finding.kind for finding in document.findings] == ["other"]


@pytest.mark.parametrize(
    ("length", "findings"), [(98, []), (99, ["正文101字，超过100字的篇幅要求，请精简1字以上。"])]
)
def test_the_body_is_held_to_its_length(length: int, findings: list[str]) -> None:
    trial = load_template(
        text="---\n名称：甲\n文种：乙\n字数上限：100\n---\n# 标题\n" + "字" * length, name="trial"
    )

    document = compile_report(template=trial, context=context_of(Office([])))

    assert [finding.text for finding in document.findings] == findings


def test_the_limit_is_five_thousand_characters_unless_the_template_says_otherwise() -> None:
    assert [finding.kind for finding in compiled("字" * 5000).findings] == ["length"]
    assert compiled("字" * 4998).findings == ()


bits = st.lists(
    st.sampled_from([*"*xX×N0某若干年月场5（）【】待填赵_？ {}%", "12", "\n", "《", "》", "TBD", "第"]),
    max_size=6,
).map("".join)


@given(texts=st.lists(bits, max_size=5))
def test_looking_at_all_texts_at_once_overlooks_no_place_left_open(texts: list[str]) -> None:
    assert any_open(texts) or not any(placeholders(text) for text in texts)


@given(texts=st.lists(bits, min_size=1, max_size=1))
def test_a_single_text_has_an_open_place_where_one_is_found_in_it(texts: list[str]) -> None:
    # 若干 in a book's title is found at first, and is none.
    assert any_open(texts) == bool(placeholders(texts[0])) or "《" in texts[0]
