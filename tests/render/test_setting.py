"""Which line stands in which face, and where a signature goes."""

from __future__ import annotations

import datetime as dt

from taizhang.compiler.document import Annex, Heading, Text
from taizhang.render.setting import (
    Line,
    addressee_text,
    annex_label,
    annex_note,
    date_text,
    lines,
    signature,
)
from tests.render.examples import document, paragraph, text


def test_a_run_in_heading_takes_the_next_paragraph_along() -> None:
    (line,) = lines((Heading(2, "（一）", text("学习。"), run_in=True), paragraph("全年学习。")))

    assert isinstance(line, Line)
    assert line.level == 0
    assert [face for face, _ in line.parts] == ["kai", "fang"]


def test_a_run_in_heading_without_a_paragraph_stands_alone() -> None:
    placed = list(
        lines((Heading(2, "（一）", text("学习。"), run_in=True), Heading(1, "二、", text("做法"))))
    )

    assert [line.level for line in placed if isinstance(line, Line)] == [2, 1]


def test_the_addressee_ends_with_one_full_width_colon() -> None:
    assert addressee_text(document(addressee="区文明办：")) == "区文明办："
    assert addressee_text(document(addressee="区文明办:")) == "区文明办："
    assert addressee_text(document(addressee=" ")) == ""


def test_one_annex_has_no_number_and_several_have() -> None:
    assert annex_label(number=1, total=1) == "附件"
    assert annex_label(number=2, total=3) == "附件2"


def test_the_annex_note_numbers_several_annexes_and_drops_end_signs() -> None:
    one = document(annexes=(Annex("数据来源。", ()),))
    two = document(annexes=(Annex("数据来源", ()), Annex("活动安排表；", ())))

    assert annex_note(one) == (("附件：", "", "数据来源"),)
    assert annex_note(two) == (("附件：", "1. ", "数据来源"), ("", "2. ", "活动安排表"))


def test_dates_are_arabic_without_leading_zeros() -> None:
    assert date_text(dt.date(2026, 3, 5)) == "2026年3月5日"


def test_the_date_begins_two_characters_after_a_longer_signer() -> None:
    signed = signature(document(signer="梧桐街道新时代文明实践所", signed_on=dt.date(2026, 3, 5)))

    signer_starts = signed.signer_right + 12
    date_starts = signed.date_right + 6
    assert signed.signer_right == 2
    assert signer_starts - date_starts == 2


def test_a_longer_date_moves_the_signer_to_the_left() -> None:
    signed = signature(document(signer="街道办", signed_on=dt.date(2025, 12, 26)))

    assert signed.date_right == 2
    assert (signed.signer_right + 3) - (signed.date_right + 7) == 2


def test_without_a_signer_the_date_stands_two_characters_from_the_edge() -> None:
    assert signature(document(signer=" ")).date_right == 2


def test_text_styles_are_left_to_the_renderer() -> None:
    (line,) = lines((paragraph("甲"),))

    assert isinstance(line, Line)
    assert line.parts == (("fang", (Text("甲"),)),)
