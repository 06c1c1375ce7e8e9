"""A quantity is read with its unit and with how exactly it was meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.numerals import write_numeral
from taizhang.kernel.quantity import NoNumberGiven, NotANumber, Quantity, find_quantities, read_quantity


def _told(quantity: Quantity) -> tuple[str, ...]:
    """Return value, low, high, relation and unit as short text."""
    numbers = (quantity.value, quantity.low, quantity.high)
    return (
        *("-" if number is None else f"{number:f}" for number in numbers),
        quantity.relation,
        quantity.unit,
    )


CELLS = [
    ("85", "85 85 85 exact"), (85, "85 85 85 exact"), (15.0, "15 15 15 exact"), (2.5, "2.5 2.5 2.5 exact"),
    ("８５", "85 85 85 exact"), ("1,274.5", "1274.5 1274.5 1274.5 exact"), ("１，２００", "1200 1200 1200 exact"),
    ("3.2万", "32000 32000 32000 exact"), ("1.2亿", "120000000 120000000 120000000 exact"),
    ("1千", "1000 1000 1000 exact"), ("2万5千", "25000 25000 25000 exact"), ("1万2000", "12000 12000 12000 exact"),
    ("廿三", "23 23 23 exact"), ("两千", "2000 2000 2000 exact"), ("二〇〇", "200 200 200 exact"),
    ("三百人", "300 300 300 exact 人"), ("85名群众参加", "85 85 85 exact 名"), ("120（人次）", "120 120 120 exact 人次"),
    ("共85人。", "85 85 85 exact 人"), ("参加人数：85", "85 85 85 exact"), ("0", "0 0 0 exact"),
    ("95%", "95 95 95 exact %"), ("百分之九十五点五", "95.5 95.5 95.5 exact %"), ("千分之五", "0.5 0.5 0.5 exact %"),
    ("4成", "40 40 40 exact %"), ("四分之三", "75 75 75 exact %"), ("三分之二", "66.6667 - - about %"),
    ("两个半小时", "2.5 2.5 2.5 exact 小时"), ("半小时", "0.5 0.5 0.5 exact 小时"), ("一个多小时", "1 1 - over 小时"),
    ("约120人", "120 - - about 人"), ("120人左右", "120 - - about 人"), ("300来人", "300 - - about 人"),
    ("近300人", "300 - 300 nearly 人"), ("不超过50", "50 - 50 nearly"), ("近百人", "100 - 100 nearly 人"),
    ("二百余人", "200 200 - over 人"), ("三十多", "30 30 - over"), ("百余", "100 100 - over"),
    ("50人以上", "50 50 - over 人"), ("逾百人", "100 100 - over 人"), ("200+", "200 200 - over"),
    ("十余万", "100000 100000 - over"), ("1.2万余人次", "12000 12000 - over 人次"),
    ("约二百余人", "200 - - about 人"),
    ("50-60人", "- 50 60 range 人"), ("五六十", "- 50 60 range"), ("十五六人", "- 15 16 range 人"),
    ("十几", "- 11 19 range"), ("二十几个", "- 21 29 range 个"), ("数十", "- 20 99 range"),
    ("几百人", "- 200 999 range 人"), ("三五个", "- 3 5 range 个"), ("3-5万", "- 30000 50000 range"),
    ("120 ～ 150", "- 120 150 range"), ("50人至60人", "- 50 60 range 人"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "told"), CELLS)
def test_a_cell_is_read_with_its_relation(cell: str | float, told: str) -> None:
    expected = tuple(told.split()) if len(told.split()) == 5 else (*told.split(), "")

    assert _told(read_quantity(cell)) == expected


def test_the_original_text_is_kept() -> None:
    assert read_quantity("约１２０人").raw == "约１２０人"


@pytest.mark.parametrize("cell", ["", "  ", "无", "—", "/", "－", "暂无"])
def test_an_absent_number_is_told_apart_from_an_unreadable_one(cell: str) -> None:
    with pytest.raises(NoNumberGiven):
        read_quantity(cell)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("若干", "写的不是数字"),
        ("见花名册", "写的不是数字"),
        ("3,1xx", "写的不是数字（有没填完的位）"),
        ("4***", "写的不是数字（有没填完的位）"),
        ("男20女30", "里有 2 个数"),
        ("85人（另有志愿者20人）", "里有 2 个数"),
        ("-5", "是负数"),
        (-5.0, "是负数"),
        ("150203199001011234", "太长"),
        (float("inf"), "算不出来"),
        (1e18, "太大"),
        (True, "写的不是数字"),
        ("12,34", "里有 2 个数"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(cell: str | float, reason: str) -> None:
    with pytest.raises(NotANumber, match=reason):
        read_quantity(cell)


@given(st.integers(min_value=0, max_value=10**10))
def test_a_whole_number_reads_the_same_in_every_script(number: int) -> None:
    forms: list[str | int | float] = [
        number,
        float(number),
        str(number),
        f"{number:,}",
        str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
        write_numeral(number),
        f" {number} 人",
    ]

    assert {read_quantity(form).value for form in forms} == {Decimal(number)}


@given(st.one_of(st.text(), st.text(alphabet="0123456789.,-—至约近余多百千万十两人次 个*xX几数半分之%")))
def test_any_text_is_a_quantity_or_a_refusal(text: str) -> None:
    try:
        quantity = read_quantity(text)
    except NotANumber as refusal:
        assert str(refusal)
    else:
        bounds = (quantity.low, quantity.high)
        assert quantity.relation == "range" or quantity.value is not None
        assert None in bounds or bounds[0] <= bounds[1]  # type: ignore[operator]


def _found(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_quantities(text)]


def test_prose_gives_its_quantities_in_order() -> None:
    text = "全年召开会议12次，五六十人参加；发放手册 5千余份，覆盖率达95.6%，惠及约3.2万人次，建成一支队伍。"

    assert _found(text) == ["12次", "五六十人", "5千余份", "95.6%", "约3.2万人次", "一支"]


@pytest.mark.parametrize(
    "text",
    [
        "2019年3月5日至7日上午9:30", "二〇一九年三月", "第3期", "第十二届", "〔2017〕47号", "A4纸、5G、GB/T9704",
        "四个意识、两个维护", "一是加强，二是推进", "微信群***个、4***人", "12345热线", "电话0471-3321234",
        "1.加强学习", "2、六一前夕", "1-6月份、3月、4月", "上半年", "十分重要", "一起学习、一批骨干、每一名",
        "千家万户、百姓", "十一期间", "下午3点", "2018年至2019年", "完成3/4", "3月5日-7日", "人大一次会议",
    ],
)  # fmt: skip
def test_dates_ordinals_and_set_phrases_are_no_quantities(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预约30人", ["30人"]), ("附近3个小区", ["3个"]), ("节约20%", ["20%"]), ("近三年开展6场", ["近三年", "6场"]),
        ("从12处增加到16处", ["12处", "16处"]), ("上百名居民", ["上百名"]), ("增长12%-15%", ["12%-15%"]),
        ("12个村3个社区", ["12个", "3个"]), ("八成以上居民", ["八成以上"]), ("2.3个百分点", ["2.3个百分点"]),
    ],
)  # fmt: skip
def test_words_around_a_number_are_weighed(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_the_past_three_years_are_not_nearly_three() -> None:
    assert next(find_quantities("近三年")).quantity.relation == "exact"


@given(st.text(alphabet="0123456789.,-—至约近余多百千万十两人次个*xX几数半分之%第年月日是〔〕。\n 上下"))
def test_quantities_of_prose_never_overlap_and_quote_the_text(text: str) -> None:
    end = 0
    for match in find_quantities(text):
        assert match.start >= end
        assert match.quantity.raw == text[match.start : match.end]
        end = match.end


@pytest.mark.parametrize(
    ("cell", "value", "relation"),
    [
        ("80人（其中党员12人）", 80, "exact"), ("70(含志愿者10)", 70, "exact"), ("1000人次（线上）", 1000, "exact"),
        ("居民50人", 50, "exact"), ("社区工作人员约8名", 8, "about"), ("学生家长60余人", 60, "over"),
        ("120人/次", 120, "exact"), ("“60”", 60, "exact"), ("'60", 60, "exact"), ("5 000人", 5000, "exact"),
    ],
)  # fmt: skip
def test_a_cell_may_say_who_they_are_or_a_part_of_them(cell: str, value: int, relation: str) -> None:
    quantity = read_quantity(cell)

    assert (quantity.value, quantity.relation) == (value, relation)


@pytest.mark.parametrize(
    "cell",
    [
        "男12女20",
        "应到30人",
        "每场30人",
        "人均2人",
        "缺席3人",
        "其中党员12人",
        "满50人",
        "学生20人、家长20人",
        "第3批20人",
    ],
)
def test_a_count_of_something_else_is_not_taken_for_all_people(cell: str) -> None:
    with pytest.raises(NotANumber):
        read_quantity(cell)


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("参与群众5 000余人次", "5 000余人次", 5000), ("藏书12 350册", "12 350册", 12350),
        ("满意率九成五", "九成五", 95), ("占三成半。", "三成半", 35), ("借阅0.85万册次", "0.85万册次", 8500),
        ("举办大赛2届", "2届", 2),
    ],
)  # fmt: skip
def test_digits_in_groups_and_tenths_are_one_number(text: str, raw: str, value: int) -> None:
    [found] = find_quantities(text)

    assert (found.quantity.raw, found.quantity.value) == (raw, value)
