"""Characters, column widths and chart scales: the measures that all renderers share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.compiler.document import Chart, Table
from taizhang.render.characters import RARE, em_width, printable
from taizhang.render.chart_plan import WIDTH_MM, plan_chart, scale
from taizhang.render.columns import CELL_PADDING_PT, plan_table, share_out
from taizhang.render.page import BODY_PT, CHARS, CORE_PITCH_PT, CORE_WIDTH_PT, TABLE_PT, TRACKING_PT
from tests.render.examples import text


def test_28_tracked_characters_fill_the_core() -> None:
    assert pytest.approx(CORE_WIDTH_PT) == CHARS * (BODY_PT + TRACKING_PT)
    assert pytest.approx(10.446, abs=0.001) == CORE_PITCH_PT * 25.4 / 72


@given(st.text())
def test_printable_text_can_always_be_written(anything: str) -> None:
    shown = printable(anything)

    shown.encode("utf-8")
    assert not set(shown) & {*map(chr, range(32)), "\x7f", "\u202e", "\ufeff", "\ufffe", "\uffff"}
    assert printable(shown) == shown


def test_line_ends_become_one_space() -> None:
    assert printable("上\r\n\t下") == "上 下"


def test_hanzi_are_an_em_and_digits_half() -> None:
    assert em_width("活动386场") == 4.5
    assert em_width("“，”—") == 4
    assert em_width("") == 0


def test_rare_hanzi_are_those_outside_gb2312() -> None:
    assert RARE.findall("赵垚钱堃孙喆李明镕") == ["垚", "堃", "喆", "镕"]
    assert RARE.search("，。：“”—·〇〔〕0a") is None


cells = st.text("春节活动abc123%—“”\u3000 ", max_size=40)
tables = st.integers(1, 9).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=15).map(
        lambda rows: Table(
            "",
            tuple(f"栏{n}" for n in range(width)),
            tuple(tuple(text(c) for c in row) for row in rows),
            "l" * width,
        )
    )
)


@given(tables)
def test_columns_always_add_up_to_the_core(table: Table) -> None:
    plan = plan_table(table=table, figures=())

    assert sum(plan.widths) == pytest.approx(CORE_WIDTH_PT)
    assert min(plan.widths) > plan.size
    assert plan.size in TABLE_PT


def test_a_small_table_keeps_the_large_size_and_stays_on_one_page() -> None:
    plan = plan_table(table=Table("", ("单位", "场次"), ((text("青禾社区"), text("71")),), "lr"), figures=())

    assert plan.size == 12.0
    assert plan.whole


def test_a_wide_table_is_set_smaller() -> None:
    row = tuple(text("志愿服务活动开展情况") for _ in range(8))

    plan = plan_table(table=Table("", tuple(f"栏{n}" for n in range(8)), (row,) * 40, "l" * 8), figures=())

    assert plan.size == 9.0
    assert not plan.whole


numbers = st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2).map(str))


@given(st.lists(numbers, min_size=1, max_size=40), st.sampled_from(["bar", "line"]))
def test_every_chart_stays_within_its_frame(values: list[str | None], kind: str) -> None:
    chart = Chart("图", kind, tuple(f"社区{n}" for n in range(len(values))), tuple(values), "场")  # type: ignore[arg-type]
    low, high, step = scale(chart)

    plan = plan_chart(chart)

    assert low <= 0 <= high
    assert (high - low) / step <= 8
    for value in values:
        assert value is None or low <= Decimal(value) <= high
    for bar in plan.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH_MM
        assert 0 <= bar.y <= bar.y + bar.height <= plan.height
    assert len(plan.bars) == (sum(value is not None for value in values) if kind == "bar" else 0)


def test_a_chart_without_values_is_an_empty_frame() -> None:
    plan = plan_chart(Chart("图", "bar", (), (), ""))

    assert plan.bars == ()
    assert plan.height > 0


def test_what_is_no_number_is_not_drawn() -> None:
    assert len(plan_chart(Chart("图", "bar", ("甲", "乙", "丙"), ("***", "NaN", "3"), "场")).bars) == 1


def test_many_labels_are_thinned_out() -> None:
    chart = Chart("图", "line", tuple(f"2025年{n}月" for n in range(60)), ("1",) * 60, "场")

    written = [word for word in plan_chart(chart).words if "月" in word.text]

    assert 0 < len(written) < 60


def dealt_out_plainly(needs, floors, natural, size):
    """Return the widths as `share_out` says them: each part to the column that makes most of the rows lower."""

    def lines(need, width):
        return max(1.0, need * size / max(1.0, width - 2 * CELL_PADDING_PT))

    widths = [floor * min(1.0, CORE_WIDTH_PT / sum(floors)) for floor in floors]
    part = (CORE_WIDTH_PT - sum(widths)) / 20
    for _ in range(20):
        gains = [0.0] * len(widths)
        for row in needs:
            heights = [lines(need, width) for need, width in zip(row, widths, strict=True)]
            tallest = heights.index(max(heights))
            others = max((height for column, height in enumerate(heights) if column != tallest), default=1.0)
            lower = max(others, lines(row[tallest], widths[tallest] + part))
            gains[tallest] += max(0.0, heights[tallest] - lower)
        best = max(range(len(widths)), key=lambda column: (gains[column], natural[column] - widths[column]))
        widths[best] += part
    return tuple(widths)


@given(
    st.integers(1, 7).flatmap(
        lambda columns: st.tuples(
            st.lists(
                st.lists(
                    st.sampled_from([0.0, 2.5, 4.0, 11.5, 30.0, 61.0]), min_size=columns, max_size=columns
                ),
                max_size=12,
            ),
            st.lists(st.floats(20, 90), min_size=columns, max_size=columns),
            st.lists(st.floats(20, 300), min_size=columns, max_size=columns),
        )
    )
)
def test_widths_are_those_of_looking_at_every_row_for_every_part(drawn) -> None:
    needs, floors, natural = drawn

    told = share_out(needs=needs, floors=floors, natural=natural, size=10.5)

    assert told == dealt_out_plainly(needs, floors, natural, 10.5)
