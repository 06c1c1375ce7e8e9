"""A filled-in template becomes numbered headings, paragraphs, lists; data never becomes markup."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.compile import compile_report
from taizhang.compiler.document import Document, Heading, Paragraph, Table, Text
from taizhang.compiler.markup import one_line
from taizhang.kernel.refusal import Refused
from tests.compiler.office import Office, Record, context_of
from tests.compiler.writing import cells, compiled, headings, paragraphs, tables, template, whole_text


def with_text(text: str, body: str = "{{ 文('问题') }}") -> Document:
    return compiled(body, context=context_of(Office([]), texts={"问题": text}))


def with_title(title: str, body: str) -> Document:
    return compiled(body, office=Office([Record(1, "lecture", dt.date(2025, 1, 1), title, people=9)]))


def test_headings_are_numbered_by_the_compiler_on_four_levels() -> None:
    body = "## 甲\n### 子\n#### 丑\n##### 寅\n##### 卯\n#### 辰\n### 巳\n## 乙\n### 午"

    assert headings(compiled(body)) == [
        "一、甲", "（一）子", "1.丑", "（1）寅", "（2）卯", "2.辰", "（二）巳", "二、乙", "（一）午",
    ]  # fmt: skip


def test_numbers_go_past_ten() -> None:
    body = "".join(f"## 第{n}\n" for n in range(12))

    assert headings(compiled(body))[9:] == ["十、第9", "十一、第10", "十二、第11"]


def test_a_heading_that_ends_in_a_full_stop_runs_into_its_paragraph() -> None:
    document = compiled("### 抓学习。\n组织学习。\n\n### 抓活动 //\n组织活动。\n\n### 单独成行\n另起一段。")

    assert [(block.run_in, block.inlines) for block in document.blocks if isinstance(block, Heading)] == [
        (True, (Text("抓学习。"),)),
        (True, (Text("抓活动"),)),
        (False, (Text("单独成行"),)),
    ]


def test_a_heading_without_a_paragraph_stands_alone() -> None:
    document = compiled("## 甲。\n### 乙。\n| a | b |\n|---|---|\n| 1 | 2 |")

    assert [block.run_in for block in document.blocks if isinstance(block, Heading)] == [False, False]


def test_lines_join_into_a_paragraph_and_blank_lines_part_them() -> None:
    assert paragraphs(compiled("第一句。\n第二句。\n\n  \n第三句。")) == ["第一句。第二句。", "第三句。"]


def test_a_condition_that_does_not_hold_does_not_break_its_paragraph() -> None:
    body = "第一句。\n{% if false %}略去。{% endif %}\n{% if true %}\n第二句。\n{% endif %}\n第三句。"

    assert paragraphs(compiled(body)) == ["第一句。第二句。第三句。"]


def test_a_blank_line_after_a_tag_is_still_a_blank_line() -> None:
    body = "第一句{% if true %}。{% endif %}\n\n{% if true %}第二句。{% endif %}\n\n{%- if true %}第三句。{% endif %}"

    assert paragraphs(compiled(body)) == ["第一句。", "第二句。", "第三句。"]


def test_a_list_is_written_as_one_paragraph_of_firstly_and_secondly() -> None:
    body = "- 甲\n- 乙；\n续行。\n\n- 丙！\n{% if false %}\n- 不印\n{% endif %}\n\n另一段。"

    assert paragraphs(compiled(body)) == ["一是甲。二是乙；续行。三是丙！", "另一段。"]


def test_a_list_of_one_has_no_firstly() -> None:
    assert paragraphs(compiled("- 只有一条；\n{% for u in [] %}\n- {{ u }}\n{% endfor %}")) == ["只有一条。"]


def test_a_lead_in_is_set_in_kai() -> None:
    (paragraph,) = compiled("**先说要点。**再说细节。").blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (Text("先说要点。", "kai"), Text("再说细节。"))


def test_the_title_may_have_two_lines_and_stands_first() -> None:
    assert compiled("# 第二行\n正文。").title == "标题\n第二行"
    with pytest.raises(Refused, match="只能写在最前面"):
        compiled("正文。\n\n# 又一个标题")


def test_a_report_without_a_title_is_refused() -> None:
    with pytest.raises(Refused, match="没有标题"):
        compile_report(template=template("正文。", title=""), context=context_of(Office([])))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("##", "没有文字的小标题"),
        ("# {{ 数('lectures') }}", "标题里不能放报告数字"),
        ("表：空表\n\n正文。", "“空表”下面没有表格"),
        ("{{ (数('lectures') ~ '')[1:] }}", "数字被拆开了"),
    ],
)
def test_what_cannot_be_set_is_refused_in_the_template_s_name(body: str, told: str) -> None:
    with pytest.raises(Refused, match="模板“试用模板”") as refused:
        compiled(body)

    assert told in str(refused.value)


def test_a_clerk_s_passage_keeps_its_paragraphs_and_is_never_markup() -> None:
    document = with_text("# 第一段\r\n　　- 第二段 | 甲\n\n| 第三段 | **乙** |\n表：第四段")

    assert paragraphs(document) == ["# 第一段", "- 第二段 | 甲", "| 第三段 | **乙** |", "表：第四段"]


def test_a_clerk_s_lines_lose_their_own_numbers_where_the_compiler_counts() -> None:
    text = "一是甲。\n2.乙\n（三）丙\n四、丁\n2.5万人次参加"
    document = with_text(text, "{% for 条 in 逐条('问题') %}\n- {{ 条 }}\n{% endfor %}")

    assert paragraphs(document) == ["一是甲。二是乙。三是丙。四是丁。五是2.5万人次参加。"]


def test_jinja_in_data_is_printed_and_not_run() -> None:
    document = with_text("{{ 数('lectures') }}{% for %}")

    assert paragraphs(document) == ["{{ 数('lectures') }}{% for %}"]


def test_a_pipe_in_a_title_does_not_open_a_cell() -> None:
    document = with_title(
        "甲|乙",
        "| 名称 | 人数 |\n|---|---|\n{% for a in 活动('lectures') %}\n| {{ a.标题 }} | {{ a.人数 }} |\n{% endfor %}",
    )

    (table,) = tables(document)
    assert cells(table, document) == [["甲|乙", "9"]]


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from('#|-*表图：。/（）{}%"“”\n\t 　一1a\ufdd0\ufdd1\ufdd2\ufdd5\x00\x0b'),
        st.characters(codec="utf-8"),
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(title=TEXTS)
def test_no_title_whatever_becomes_structure(title: str) -> None:
    body = (
        "{% for a in 活动('lectures') %}\n{{ a.标题 }}甲\n{% endfor %}\n\n"
        "{% for a in 活动('lectures') %}\n- {{ a.标题 }}乙\n{% endfor %}\n\n"
        "| a | b |\n|---|---|\n{% for a in 活动('lectures') %}\n| {{ a.标题 }} | {{ a.人数 }} |\n{% endfor %}"
    )

    document = with_title(title, body)

    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph, Table]
    assert paragraphs(document)[0] == f"{one_line(title)}甲".strip()


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_no_passage_whatever_becomes_structure(text: str) -> None:
    document = with_text(text)

    assert {type(block) for block in document.blocks} <= {Paragraph}
    assert document.title == "标题"
    assert "\ufdd2" not in whole_text(document)
