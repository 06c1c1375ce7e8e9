"""Words that must not double, and names that must fit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from taizhang.compiler.wording.numbers import plain_number
from taizhang.compiler.wording.periods import said_before, said_days, said_within, short_label
from taizhang.compiler.wording.quotes import quoted
from taizhang.compiler.wording.subject import NoSubject, as_deed, as_situation, as_work, plain_subject
from taizhang.compiler.wording.units import collective_name
from taizhang.kernel.period import Period, parse_period, previous


@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("宣传文化工作", "宣传文化工作"),
        ("宣传文化工作情况", "宣传文化工作"),
        ("宣传文化工作情况汇报", "宣传文化工作"),
        ("梧桐街道2025年宣传文化工作情况汇报", "宣传文化工作"),
        ("2025年梧桐街道宣传文化工作总结", "宣传文化工作"),
        ("2025年度群众文化工作", "群众文化工作"),
        ("《阵地管理责任制》落实情况自查报告", "阵地管理责任制"),
        ("关于开展全民阅读工作的情况报告", "全民阅读工作"),
        ("新时代文明实践经验材料", "新时代文明实践"),
        ("档案材料", "档案材料"),
        (" 家风 建设 ", "家风建设"),
    ],
)
def test_a_subject_is_freed_from_what_the_title_says_already(subject: str, plain: str) -> None:
    assert plain_subject(subject=subject, unit_name="梧桐街道", period_label="2025年") == plain


@pytest.mark.parametrize("subject", ["", "  ", "梧桐街道2025年", "工作情况汇报"[2:]])
def test_a_report_on_nothing_is_refused(subject: str) -> None:
    with pytest.raises(NoSubject, match="没有报告主题"):
        plain_subject(subject=subject, unit_name="梧桐街道", period_label="2025年")


@pytest.mark.parametrize(
    ("subject", "work", "situation", "deed"),
    [
        ("宣传文化工作", "宣传文化工作", "宣传文化工作情况", "开展宣传文化工作"),
        ("家风建设", "家风建设工作", "家风建设工作情况", "开展家风建设工作"),
        ("阵地管理责任制", "阵地管理责任制", "阵地管理责任制落实情况", "落实阵地管理责任制"),
        ("全民阅读实施方案", "全民阅读实施方案", "全民阅读实施方案落实情况", "落实全民阅读实施方案"),
    ],
)
def test_a_subject_fits_into_a_sentence(subject: str, work: str, situation: str, deed: str) -> None:
    assert (as_work(subject), as_situation(subject), as_deed(subject)) == (work, situation, deed)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["青禾社区", "望河社区", "石桥村"], "社区（村）"),
        (["石桥村", "云井村", "青禾社区"], "村（社区）"),
        (["东篱社区"], "社区"),
        (["青禾社区", "石桥村（至6月30日，并入云井村）"], "社区（村）"),
        (["城关镇", "新民乡", "梧桐街道"], "街道（镇、乡）"),
        (["东城区", "西城区"], "区"),
        (["青禾社区", "经济发展办"], "下级单位"),
        ([], "下级单位"),
    ],
)
def test_units_are_named_together(names: list[str], told: str) -> None:
    assert collective_name(names) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("义务植树", "“义务植树”"),
        ("“银龄学堂”开课", "“‘银龄学堂’开课”"),
        ("“银龄学堂”", "“银龄学堂”"),
        ("《论语》", "《论语》"),
        ('"小板凳"议事', "“‘小板凳’议事”"),
    ],
)
def test_a_title_is_quoted_once(title: str, told: str) -> None:
    assert quoted(title) == told


@pytest.mark.parametrize(
    ("period", "within", "before"),
    [
        ("2025", "全年", "上年"),
        ("2025-03", "3月", "上月"),
        ("2025Q3", "第三季度", "上季度"),
        ("2025H1", "上半年", "上年下半年"),
        ("2025H2", "下半年", "上半年"),
        ("2025年1至9月", "1至9月", "上年同期"),
        ("农历2025年", "全年", "上年"),
        ("2025-03-05..2025-08-01", "期内", "前一时段"),
    ],
)
def test_a_period_is_named_from_within_and_from_after(period: str, within: str, before: str) -> None:
    whole = parse_period(period)

    assert said_within(whole) == within
    assert said_before(previous(whole), whole=whole) == before


def test_a_lunar_year_has_a_short_name_for_the_title() -> None:
    assert short_label(Period.lunar_year(2025)) == "农历乙巳年"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ((2025, 3, 12), (2025, 3, 12), "3月12日"),
        ((2025, 4, 5), (2025, 4, 6), "4月5日至6日"),
        ((2025, 4, 30), (2025, 5, 2), "4月30日至5月2日"),
        ((2025, 12, 31), (2026, 1, 1), "12月31日至2026年1月1日"),
        ((2024, 3, 12), (2024, 3, 12), "2024年3月12日"),
    ],
)
def test_the_days_of_an_activity_are_told_without_repeating(
    first: tuple[int, int, int], last: tuple[int, int, int], told: str
) -> None:
    assert said_days(first=dt.date(*first), last=dt.date(*last), whole=Period.year(2025)) == told


def test_numbers_are_written_in_plain_digits() -> None:
    assert [plain_number(Decimal(text)) for text in ("1E+2", "12.50", "0.0", "-3", "100")] == [
        "100", "12.5", "0", "-3", "100",
    ]  # fmt: skip
