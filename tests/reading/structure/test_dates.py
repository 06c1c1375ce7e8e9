"""Dates under a report, in digits and in Hanzi; unfinished ones are dates without a day."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.reading.structure.dates import is_date_line, read_day, split_trailing_day


@pytest.mark.parametrize(
    "text",
    [
        "2019年12月5日",
        "２０１９年１２月５日",
        "2019 年 12 月 5 日",
        "二〇一九年十二月五日",
        "二○一九年十二月五日",
        "2019.12.5",
        "2019-12-05",
        "2019/12/5",
        "（2019年12月5日）",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert is_date_line(text)
    assert read_day(text) == dt.date(2019, 12, 5)


@pytest.mark.parametrize(
    "text", ["2019年12月", "2019年", "2019年 月 日", "20**年*月*日", "二〇一九年十二月", "2019年2月30日"]
)
def test_an_unfinished_or_impossible_date_has_no_day(text: str) -> None:
    assert is_date_line(text)
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["2019年12月5日召开会议", "12月5日", "今年以来", "2019", "电话6123456"])
def test_other_lines_are_no_dates(text: str) -> None:
    assert not is_date_line(text)


def test_a_date_behind_the_signature_is_split_off() -> None:
    assert split_trailing_day("梧桐街道办事处　2019年12月5日") == ("梧桐街道办事处", "2019年12月5日")
    assert split_trailing_day("梧桐街道办事处") == ("梧桐街道办事处", "")
