"""What is written to Excel is only data, and reads back the same."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.kernel.chinese_date import DateSpan
from taizhang.kernel.quantity import Quantity
from taizhang.reading.ledger import RECORD_COLUMNS, read_ledger
from taizhang.render.text_table import guarded, write_text_table
from taizhang.render.workbook import (
    TEMPLATE_NAME,
    CellOut,
    CellTooLong,
    FaultyRow,
    SheetColumn,
    write_error_workbook,
    write_workbook,
)

COLUMNS = (
    SheetColumn("记录编号", "id"), SheetColumn("日期", "date", required=True), SheetColumn("活动名称", required=True),
    SheetColumn("参加人数", "number"), SheetColumn("承办单位"), SheetColumn("备注", width=30),
)  # fmt: skip
NASTY = ("=1+1", "+86 471", "-5", "@cmd", "=HYPERLINK(\"x\")", "'=1", "''", "一\n二", "０１２", "012345678901234567", "😀𠮷", "同上", "无", "合计",
         "_x0041_", "<&>\"'", "\u3000", "1e5", "TRUE", "#N/A", "2021-03-05")  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40),
    st.text(alphabet="=+-@'\t\n一二Aa0", min_size=1, max_size=12),
)


def _book(data: io.BytesIO) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data.getvalue()))


def test_text_that_looks_like_a_formula_is_a_text() -> None:
    out = io.BytesIO()
    write_workbook(
        to=out, columns=[SheetColumn("活动名称")], rows=[[text] for text in NASTY], sheet_name="台账"
    )

    cells = [row[0] for row in _book(out).active.iter_rows(min_row=2)]

    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value[0] in "=+-@'")


def test_numbers_and_dates_are_numbers_and_dates_while_long_digits_stay_text() -> None:
    out = io.BytesIO()
    row: list[CellOut] = [
        85,
        Decimal("1.5"),
        dt.date(2021, 3, 5),
        12345678901234567,
        "150203199001011234",
        None,
    ]
    write_workbook(to=out, columns=COLUMNS, rows=[row], sheet_name="台账")

    cells = next(_book(out).active.iter_rows(min_row=2))

    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("n", 85), ("n", 1.5), ("d", dt.datetime(2021, 3, 5)), ("s", "12345678901234567"), ("s", "150203199001011234"), ("n", None),
    ]  # fmt: skip
    assert cells[2].number_format == "yyyy-mm-dd"


def test_the_template_has_a_frozen_header_hidden_lists_and_its_version() -> None:
    out = io.BytesIO()
    kinds = [f"第{n}类宣传文化活动" for n in range(60)]
    write_workbook(
        to=out, columns=COLUMNS, rows=[], sheet_name="台账/2021", title="2021年度活动台账", lists={"承办单位": kinds},
        template="records/1", sample=["", "2021-03-05", "学雷锋志愿服务", 40, "青禾社区", ""],
    )  # fmt: skip

    book = _book(out)
    sheet = book.worksheets[0]

    assert (sheet.title, sheet.freeze_panes) == ("台账_2021", "A3")
    assert book.defined_names[TEMPLATE_NAME].value == '"records/1"'
    assert (book["字典"].sheet_state, book["字典"]["A60"].value) == ("hidden", kinds[-1])
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.formula1, str(rule.sqref).split(":")[0]) == ("'字典'!$A$1:$A$60", "E3")
    assert sheet["A3"].value == "示例"
    assert sheet.column_dimensions["A"].width > 0


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(
            to=tmp_path / name, columns=COLUMNS, rows=[["1", dt.date(2021, 3, 5), "讲座"]], sheet_name="台账"
        )

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_text_longer_than_a_cell_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(CellTooLong, match="第 2 行“活动名称”有 32768 个字"):
        write_workbook(
            to=tmp_path / "a.xlsx",
            columns=[SheetColumn("活动名称")],
            rows=[["长" * 32768]],
            sheet_name="台账",
        )

    assert not (tmp_path / "a.xlsx").exists()


ROWS = st.lists(
    st.tuples(
        st.from_regex(r"2021-[0-9]{6}", fullmatch=True),
        st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
        TEXTS,
        st.one_of(st.none(), st.integers(0, 10**9), st.just("约120人")),
        TEXTS,
        TEXTS,
    ),
    min_size=1,
    max_size=12,
)


def _expected(row: tuple[object, ...]) -> list[object]:
    number, day, title, people, unit, note = row
    texts = [
        str(text).replace("\r\n", "\n").replace("\r", "\n").strip() or None for text in (title, unit, note)
    ]
    return [number, (day, day), texts[0], people, texts[1], texts[2]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ROWS, st.booleans())
def test_what_was_written_reads_back_the_same(
    tmp_path: Path, rows: list[tuple[object, ...]], has_title: bool
) -> None:
    rows = [row for row in rows if str(row[2]).strip()]
    if not rows:
        return
    path = tmp_path / "a.xlsx"
    title = "2021年度活动台账" if has_title else ""
    write_workbook(to=path, columns=COLUMNS, rows=rows, sheet_name="台账", title=title, template="records/1")  # type: ignore[arg-type]

    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)

    assert ledger.template == "records/1"
    assert [_values(row.cells) for row in ledger.rows] == [_expected(row) for row in rows]
    assert not ledger.skipped


def _values(cells: object) -> list[object]:
    values: list[object] = []
    for field in ("number", "on", "title", "people", "unit", "note"):
        cell = cells[field]  # type: ignore[index]
        assert not cell.error
        if isinstance(cell.value, DateSpan):
            values.append((cell.value.start, cell.value.end))
        elif isinstance(cell.value, Quantity):
            values.append(cell.value.raw if cell.value.relation != "exact" else int(cell.value.value or 0))
        else:
            values.append(cell.value)
    return values


def test_the_error_workbook_shows_what_was_wrong_and_can_be_read_again(tmp_path: Path) -> None:
    labels = ("序号", "时间", "活动名称", "参加人数")
    rows = [
        FaultyRow(4, (1.0, "3月5日", "学雷锋", 30.0), {}),
        FaultyRow(5, (2.0, 7.1, "讲座", "若干"), {1: "可能是7月1日，也可能是7月10日", 3: "写的不是数字"}),
    ]
    path = tmp_path / "错误.xlsx"

    assert (
        write_error_workbook(to=path, labels=labels, rows=rows, sheet_name="台账", title="2021年度台账") == 1
    )
    assert write_error_workbook(
        to=tmp_path / "all.xlsx", labels=labels, rows=rows, sheet_name="台账", title="2021年度台账", only_faulty=False
    ) == 2  # fmt: skip

    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[2]] == [*labels, "错误说明"]
    assert sheet["E3"].value == "原第 5 行：“时间”：可能是7月1日，也可能是7月10日；“参加人数”：写的不是数字"
    assert [cell.fill.fgColor.rgb for cell in sheet[3]] == [
        "00000000",
        "FFF8D7D2",
        "00000000",
        "FFF8D7D2",
        "00000000",
    ]
    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)
    assert (ledger.year, ledger.unmapped_columns, len(ledger.rows)) == (2021, (), 1)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=8))
def test_a_text_table_guards_formulas_and_reads_back_the_same(rows: list[list[str]]) -> None:
    out = io.BytesIO()

    write_text_table(to=out, labels=["日期", "活动名称"], rows=rows)

    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    for row in rows:
        assert all(guarded(cell)[0] not in "=+-@\t\r" for cell in row)
