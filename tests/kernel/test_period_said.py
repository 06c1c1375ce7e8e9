"""Periods as people say them of the day they stand on."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.period import SAID, UnknownPeriod, parse_period, period_said

TODAY = dt.date(2026, 1, 3)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("今天", "2026-01-03"),
        ("昨天", "2026-01-02"),
        ("本月", "2026年1月"),
        ("上月", "2025年12月"),
        ("本季", "2026年第一季度"),
        ("本季度", "2026年第一季度"),
        ("本年", "2026年"),
        ("今年", "2026年"),
        ("去年", "2025年"),
        (" 上年 ", "2025年"),
        ("2025年3月", "2025年3月"),
        ("农历2025年", "农历2025年"),
    ],
)
def test_a_word_means_the_period_that_can_be_written_out(said, written):
    assert period_said(said, today=TODAY) == parse_period(written)


def test_every_word_that_is_offered_is_understood():
    for word in SAID:
        assert period_said(word, today=TODAY).start <= TODAY


def test_what_is_no_period_is_refused():
    with pytest.raises(UnknownPeriod):
        period_said("改天", today=TODAY)
