"""The yearly notice of public holidays is read as it is published, and its own slips are found."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.holiday_notice import NoticeUnreadable, read_notice
from taizhang.kernel.workdays import day_off, workday_after

NOTICE = """各有关单位：现将2027年节假日安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月5日（周一）放假1天，与周末连休。
四、劳动节：5月1日至3日放假，共3天。
节假日期间，各单位要安排好值班。
"""


def test_every_day_of_the_notice_is_told_with_its_holiday():
    days = read_notice(NOTICE, year=2027)

    assert [(one.day, one.name) for one in days if not one.off] == [
        (dt.date(2027, 2, 14), "春节调休"),
        (dt.date(2027, 2, 20), "春节调休"),
    ]
    assert [one.day for one in days if one.name == "春节"] == [dt.date(2027, 2, day) for day in range(5, 12)]
    assert sum(one.off for one in days) == 3 + 7 + 1 + 3


def test_a_year_the_programme_does_not_know_is_known_by_its_notice():
    notice = {one.day: one.off for one in read_notice(NOTICE, year=2027)}

    assert not day_off(dt.date(2027, 2, 8)).known
    assert day_off(dt.date(2027, 2, 8), notice=notice).off
    worked = day_off(dt.date(2027, 2, 14), notice=notice)
    assert (worked.off, worked.adjusted, worked.known) == (False, True, True)
    assert day_off(dt.date(2027, 8, 2), notice=notice).known


def test_a_notice_goes_before_what_the_programme_knows():
    day = dt.date(2026, 11, 25)

    assert not day_off(day).off
    assert day_off(day, notice={day: True}).off


def test_worked_days_are_counted_by_the_notice():
    notice = {one.day: one.off for one in read_notice(NOTICE, year=2027)}

    assert workday_after(start=dt.date(2027, 2, 4), days=3, notice=notice) == dt.date(2027, 2, 15)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("今年放假安排另行通知。", "没有认出放假安排"),
        ("一、元旦：1月1日（周五）至3日（周日）放假调休，共4天。", "写的是共4天，按日期算是3天"),
        ("一、元旦：1月1日（周四）至3日（周六）放假，共3天。", "是周五，不是周四"),
        ("四、劳动节：4月31日放假1天。", "没有4月31日这一天"),
        ("四、劳动节：放假3天。", "没有写明日期"),
        ("二、春节：2月5日至28日放假。", "太长"),
        ("一、元旦：1月1日放假1天。\n二、新年：1月1日放假1天。", "说了两次"),
    ],
)
def test_a_slip_in_the_notice_is_refused_with_its_line(text, complaint):
    with pytest.raises(NoticeUnreadable, match=complaint):
        read_notice(text, year=2027)


def test_the_real_arrangement_of_a_known_year_comes_out_as_the_programme_knows_it():
    lines = (
        "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "二、春节：2月15日至23日放假调休，共9天。2月14日（周六）、2月28日（周六）上班。",
        "三、清明节：4月4日（周六）至6日（周一）放假，共3天。",
        "四、劳动节：5月1日至5日放假调休，共5天。5月9日（周六）上班。",
        "五、端午节：6月19日至21日放假，共3天。",
        "六、中秋节：9月25日至27日放假，共3天。",
        "七、国庆节：10月1日至7日放假调休，共7天。9月20日（周日）、10月10日（周六）上班。",
    )

    for told in read_notice("\n".join(lines), year=2026):
        assert day_off(told.day).off == told.off, told
