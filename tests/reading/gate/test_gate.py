"""The gate lets sound tables in and says plainly why it refuses the others."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from taizhang.reading.gate import (
    Damaged,
    EmptyWorkbook,
    Encrypted,
    SheetNotFound,
    TooLarge,
    UnreadableFile,
    WrongEncoding,
    WrongKind,
    open_workbook,
)
from tests.reading.ledger.office_files import ACTIVITIES, repacked, save_ods, save_xlsx
from tests.reading.ledger.old_excel import compound_file, old_workbook

SHEET = "xl/worksheets/sheet1.xml"


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _rows(path: Path) -> list[list[object]]:
    book = open_workbook(path)
    return [list(row) for _, row in book.sheet(book.sheet_names[0]).rows()]


def _xlsx(tmp_path: Path) -> bytes:
    return save_xlsx(tmp_path / "sound.xlsx", sheets={"台账": ACTIVITIES}).read_bytes()


def test_every_format_gives_the_same_cells(tmp_path: Path) -> None:
    expected = [[float(cell) if isinstance(cell, int) else cell for cell in row] for row in ACTIVITIES]

    assert _rows(save_xlsx(tmp_path / "a.xlsx", sheets={"台账": ACTIVITIES})) == expected
    assert _rows(save_ods(tmp_path / "a.ods", rows=ACTIVITIES)) == expected
    assert _rows(_written(tmp_path / "a.xls", old_workbook(rows=expected))) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_text_table_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str, sign: str) -> None:
    text = "\r\n".join(sign.join(map(str, row)) for row in ACTIVITIES)

    rows = _rows(_written(tmp_path / "a.csv", text.encode(encoding)))

    assert rows == [[str(cell) for cell in row] for row in ACTIVITIES]


def test_row_numbers_are_those_of_excel_whatever_lies_empty_above(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C4"], book.active["D6"] = "活动", 3
    book.save(tmp_path / "a.xlsx")

    rows = list(open_workbook(tmp_path / "a.xlsx").sheet("Sheet").rows())

    assert [number for number, row in rows if any(row)] == [4, 6]
    assert rows[3] == (4, ["", "", "活动", ""])
    assert rows[5] == (6, ["", "", "", 3.0])


def test_a_wrong_dimension_as_some_programs_write_does_no_harm(tmp_path: Path) -> None:
    data = _xlsx(tmp_path)
    xml = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).replace(b'ref="A1:D3"', b'ref="A1"')

    assert len(_rows(_written(tmp_path / "wps.xlsx", repacked(data, changes={SHEET: xml})))) == 3


def test_a_formula_without_a_result_and_one_with_an_error_are_told(tmp_path: Path) -> None:
    data = _xlsx(tmp_path)
    xml = zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    xml = xml.replace(b"</row></sheetData>", b'<c r="E3"><f>C3+1</f><v></v></c><c r="F3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
                      b'<c r="G3" t="str"><f>A1</f><v></v></c></row></sheetData>')  # fmt: skip

    broken = (
        open_workbook(_written(tmp_path / "f.xlsx", repacked(data, changes={SHEET: xml})))
        .sheet("台账")
        .broken
    )

    assert {place: reason[:8] for place, reason in broken.items()} == {
        (2, 4): "公式没有算出结果",
        (2, 5): "公式出错（#DI",
    }


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 doc", "Word 文档"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML 表格",
        ),
        ("a.xlsx", "日期,活动名称".encode(), "纯文本"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.csv", b"abc\x00\x01def", "二进制"),
        ("a.docx", b"PK\x03\x04", "不是认得的表格文件"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    if content.endswith(b" doc"):
        content = compound_file({"WordDocument": b"x"})

    with pytest.raises(WrongKind, match=told):
        open_workbook(_written(tmp_path / name, content))


def test_packages_of_other_kinds_are_named(tmp_path: Path) -> None:
    for part, told in (("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("notes.txt", "压缩包")):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
            package.writestr(part, "x")
        with pytest.raises(WrongKind, match=told):
            open_workbook(tmp_path / "a.xlsx")
    with pytest.raises(WrongKind, match="旧版 Excel"):
        open_workbook(_written(tmp_path / "a.xlsx", old_workbook(rows=[["a"]])))
    with pytest.raises(WrongKind, match="新版 Excel"):
        open_workbook(_written(tmp_path / "a.xls", _xlsx(tmp_path)))
    with pytest.raises(WrongKind, match="ODF"):
        open_workbook(save_ods(tmp_path / "a.ods", rows=ACTIVITIES, kind="text"))


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    package = compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
    files = [
        _written(tmp_path / "a.xlsx", package),
        _written(tmp_path / "a.xls", old_workbook(rows=[["a"]], password=True)),
        save_ods(tmp_path / "a.ods", rows=ACTIVITIES, encrypted=True),
    ]

    for file in files:
        with pytest.raises(Encrypted, match="加了密码"):
            open_workbook(file)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    for suffix, data in ((".xlsx", _xlsx(tmp_path)), (".xls", old_workbook(rows=[["a", 1.0]]))):
        for length in (100, len(data) // 2, len(data) - 30):
            with pytest.raises(Damaged, match="不完整或已损坏"):
                open_workbook(_written(tmp_path / f"cut{suffix}", data[:length]))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = _xlsx(tmp_path)
    huge = repacked(data, changes={SHEET: b"<x>" + b" " * (40 * 2**20) + b"</x>"})

    with pytest.raises(TooLarge, match="解压后大得不正常"):
        open_workbook(_written(tmp_path / "bomb.xlsx", huge))


def test_a_bomb_that_lies_about_its_length_is_refused(tmp_path: Path) -> None:
    data = repacked(_xlsx(tmp_path), changes={"xl/media/x.bin": b"\0" * 3_000_000})
    declared = (3_000_000).to_bytes(4, "little")

    with pytest.raises(UnreadableFile):
        open_workbook(_written(tmp_path / "lie.xlsx", data.replace(declared, (5000).to_bytes(4, "little"))))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    data = repacked(_xlsx(tmp_path), changes={f"xl/media/{n}.bin": b"" for n in range(5001)})

    with pytest.raises(TooLarge):
        open_workbook(_written(tmp_path / "parts.xlsx", data))


def test_a_stray_cell_at_the_far_corner_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "日期", "误填"
    book.save(tmp_path / "far.xlsx")
    far = ('<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="9000"'
           ' office:value-type="string"/></table:table-row>',)  # fmt: skip

    for file in (tmp_path / "far.xlsx", save_ods(tmp_path / "far.ods", rows=far)):  # type: ignore[arg-type]
        with pytest.raises(TooLarge, match="太大了"):
            open_workbook(file)


@pytest.mark.parametrize(
    "row", [b'<row r="99999999"><c><v>1</v></c></row>', b'<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>']
)
def test_a_cell_where_no_cell_can_be_is_refused(tmp_path: Path, row: bytes) -> None:
    xml = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + row
    data = repacked(_xlsx(tmp_path), changes={SHEET: xml + b"</sheetData></worksheet>"})

    with pytest.raises(Damaged):
        open_workbook(_written(tmp_path / "a.xlsx", data))


def test_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'

    with pytest.raises(Damaged):
        open_workbook(_written(tmp_path / "a.xlsx", repacked(_xlsx(tmp_path), changes={SHEET: xml})))


def test_empty_files_and_sheets_are_refused(tmp_path: Path) -> None:
    files = [
        _written(tmp_path / "zero.xlsx", b""),
        save_xlsx(tmp_path / "empty.xlsx", sheets={"a": [], "b": []}),
        _written(tmp_path / "empty.xls", old_workbook(rows=[])),
        _written(tmp_path / "blank.csv", b" ,\r\n , \r\n"),
        save_ods(tmp_path / "empty.ods", rows=[]),
    ]

    for file in files:
        with pytest.raises(EmptyWorkbook):
            open_workbook(file)


def test_a_huge_cell_is_refused_with_its_place(tmp_path: Path) -> None:
    text = "长" * 40_000
    xml = b'<c r="B3" t="inlineStr"><is><t>' + text.encode() + b"</t></is></c></row></sheetData>"
    data = _xlsx(tmp_path)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).replace(b"</row></sheetData>", xml)
    file = _written(tmp_path / "a.xlsx", repacked(data, changes={SHEET: sheet}))

    with pytest.raises(TooLarge, match="第 3 行第 2 列的内容有 40000 个字"):
        _rows(file)


def test_a_cell_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    data = _xlsx(tmp_path)
    noise = random.Random(1).randbytes(5 * 2**20).hex().encode()
    xml = b'<c r="B3" t="inlineStr"><is><t>' + noise + b"</t></is></c></row></sheetData>"
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).replace(b"</row></sheetData>", xml)

    with pytest.raises(TooLarge, match="太长"):
        open_workbook(_written(tmp_path / "a.xlsx", repacked(data, changes={SHEET: sheet})))
    with pytest.raises(TooLarge, match="第 1 行有一格内容太长"):
        open_workbook(_written(tmp_path / "a.csv", b"a," + noise))


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    text = "日期,活動名稱,參加人數\r\n2021-03-05,學雷鋒志願服務,約四十人\r\n" * 3

    for data in (text.encode("big5"), b"\xff\xfe\xfd\xfc\xfb" * 9, "活动".encode("gb18030") + b"\xff\xff"):
        with pytest.raises((WrongEncoding, WrongKind)):
            open_workbook(_written(tmp_path / "a.csv", data))


def test_an_open_quote_in_a_text_table_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="第 2 行起引号没有成对"):
        open_workbook(_written(tmp_path / "a.csv", '日期,活动\r\n3月5日,"学雷锋\r\n3月6日,讲座'.encode()))


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    book = open_workbook(save_xlsx(tmp_path / "a.xlsx", sheets={"一月": ACTIVITIES, "二月": ACTIVITIES}))

    with pytest.raises(SheetNotFound, match="没有工作表“三月”，只有：一月、二月"):
        book.sheet("三月")


def test_a_missing_file_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        open_workbook(tmp_path / "none.xlsx")
