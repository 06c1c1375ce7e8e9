"""The docx opened by LibreOffice stands on the page as the standard asks: measured on its print."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.render.printed import MM, PrintedPage

Reader = Callable[[str], list[PrintedPage]]
PITCHES = {"word": 10.21, "strict": 10.39}


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_full_pages_have_22_lines_of_28_hanzi(converted: Reader, profile: str) -> None:
    first, *full = converted(f"filler-{profile}")[:3]

    assert first.lines[1].hanzi == 26
    assert [len(page.lines) for page in full] == [22, 22]
    assert {line.hanzi for page in full for line in page.lines} == {28}


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_lines_fill_the_core_from_28_to_184_mm(converted: Reader, profile: str) -> None:
    for page in converted(f"filler-{profile}")[1:3]:
        for line in page.lines:
            assert line.left == pytest.approx(28, abs=0.5)
            assert line.right == pytest.approx(184, abs=0.5)


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_the_pitch_is_the_profiles(converted: Reader, profile: str) -> None:
    for page in converted(f"filler-{profile}")[1:3]:
        assert page.pitches() == pytest.approx([PITCHES[profile]] * 21, abs=0.03)


def test_in_the_strict_profile_hanzi_reach_from_37_to_262_mm(converted: Reader) -> None:
    for page in converted("filler-strict")[1:3]:
        assert page.top() == pytest.approx(37, abs=1.2)
        assert page.bottom() == pytest.approx(262, abs=1.2)


def test_in_the_word_profile_the_body_ends_above_262_mm(converted: Reader) -> None:
    for page in converted("filler-word")[1:3]:
        assert page.top() >= 37
        assert page.bottom() <= 262


@pytest.mark.parametrize("name", ["filler-word", "filler-strict", "report"])
def test_page_numbers_stand_as_the_standard_says(converted: Reader, name: str) -> None:
    for number, page in enumerate(converted(name), start=1):
        (line,) = page.footer
        assert line.text.strip() == f"— {number} —"
        assert {sign.size for sign in line.signs} == {14.0}
        gap = 184 - line.right if number % 2 else line.left - 28
        assert gap == pytest.approx(4.94, abs=0.3)
        assert line.baseline - 0.38 * 14 * MM == pytest.approx(269, abs=0.5)


def test_only_the_standards_sizes_are_used(converted: Reader) -> None:
    sizes = {sign.size for page in converted("report") for sign in page.signs if sign.text.strip()}

    # 9 pt in charts and the widest tables, 10.5 and 12 in tables and captions.
    assert sizes <= {22.0, 16.0, 14.0, 12.0, 10.5, 9.0}


def test_the_printed_text_is_the_documents_text(converted: Reader) -> None:
    text = "".join(page.text for page in converted("report")).replace(" ", "")

    assert "(cid:" not in text
    assert "\ufffd" not in text
    for words in ("赵垚、钱堃、孙喆等居民志愿者", "全年共开展志愿服务活动386场，参与31204人次"):
        assert words in text


def test_the_chart_is_drawn_with_its_values(converted: Reader) -> None:
    page = next(page for page in converted("report") if "第一季度" in page.text)

    assert re.search("单位：场", page.text.replace(" ", ""))
    assert "104" in page.text


def test_a_signature_never_stands_alone_on_a_page(converted: Reader) -> None:
    last = next(page for page in converted("report") if "2025年12月26日" in page.text.replace(" ", ""))

    assert "下一步，街道将用好冬至" in last.text


def test_annexes_begin_pages(converted: Reader) -> None:
    starts = [page.lines[0].text.replace(" ", "") for page in converted("report")]

    assert [start for start in starts if start.startswith("附件")] == ["附件1", "附件2"]
