"""The gate: a table file is looked at before it is read, and read only when it is sound."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import python_calamine as calamine

from taizhang.reading.gate import refusals
from taizhang.reading.gate.compound import SIGNATURE, read_stream, scan_records, streams_of
from taizhang.reading.gate.package import PackageScan, SheetScan, open_package, scan_ods, scan_ooxml
from taizhang.reading.gate.text_table import read_text_table

CellValue = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Kind = Literal["xlsx", "xls", "ods", "csv"]
Merged = tuple[tuple[int, int], tuple[int, int]]

_KIND_OF_SUFFIX: Mapping[str, Kind] = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xls": "xls", ".et": "xls", ".xlt": "xls",
    ".ods": "ods", ".csv": "csv", ".tsv": "csv", ".txt": "csv",
}  # fmt: skip
_SAVE_AS = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入"


@dataclass(frozen=True)
class Sheet:
    """One sheet. Places count from 0; `rows()` gives the row numbers that Excel shows, from 1.

    `merged` are the first and last cell of each merged area, `broken` the cells whose formula
    has no result, with the reason.
    """

    name: str
    is_hidden: bool
    merged: tuple[Merged, ...]
    broken: Mapping[tuple[int, int], str]
    row_count: int
    _source: calamine.CalamineSheet | list[list[str]]

    def rows(self) -> Iterator[tuple[int, list[CellValue]]]:
        """Yield each row's number and its cells from column A on; an empty cell is "".

        Raises TooLarge at a cell beyond Excel's limit.
        """
        if isinstance(self._source, list):
            for number, cells in enumerate(self._source, start=1):
                yield number, list(self._checked(number, cells))
            return
        offset = self._source.start[1] if self._source.start else 0
        for number, values in enumerate(self._source.iter_rows(), start=1):
            yield number, [""] * offset + list(self._checked(number, values))

    def _checked(self, number: int, cells: list[CellValue] | list[str]) -> list[CellValue] | list[str]:
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and len(cell) > refusals.MOST_CELL_SIGNS:
                raise refusals.TooLarge(
                    f"工作表“{self.name}”第 {number} 行第 {column} 列的内容有 {len(cell)} 个字，"
                    f"超过一格最多 {refusals.MOST_CELL_SIGNS} 个字，请删短后再导入。"
                )
        return cells


@dataclass(frozen=True)
class Workbook:
    """A table file that was let in. `sheet_names` stand in the order of the file.

    `template` is the id and version in a file that we wrote ("records/1"), "" in others.
    """

    name: str
    kind: Kind
    sheet_names: tuple[str, ...]
    hidden: frozenset[str]
    counts_from_1904: bool
    template: str
    _scans: Mapping[str, SheetScan]
    _source: calamine.CalamineWorkbook | list[list[str]]

    def sheet(self, sheet_name: str) -> Sheet:
        """Return a sheet. Raises SheetNotFound, TooLarge, Damaged."""
        if sheet_name not in self.sheet_names:
            names = "、".join(self.sheet_names)
            raise refusals.SheetNotFound(f"“{self.name}”里没有工作表“{sheet_name}”，只有：{names}。")
        if isinstance(self._source, list):
            return Sheet(sheet_name, False, (), {}, len(self._source), self._source)
        scan = self._scans.get(sheet_name, SheetScan())
        with _refusing(self.name):
            source = self._source.get_sheet_by_name(sheet_name)
            merged = tuple(source.merged_cell_ranges or ())
            count = source.end[0] + 1 if source.end else 0
        return Sheet(sheet_name, sheet_name in self.hidden, merged, scan.broken, count, source)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Turn whatever the reader raises into a refusal; its panics are no `Exception`."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except calamine.PasswordError as error:
        raise refusals.encrypted(name) from error
    except BaseException as error:
        raise refusals.damaged(name) from error


def open_workbook(path: Path) -> Workbook:
    """Return the workbook of a file: .xlsx, .xls, .ods, .csv (also .xlsm, .et, .tsv, .txt).

    Raises nothing but a kind of UnreadableFile; each says in Chinese what to do.
    """
    name = path.name
    try:
        if path.exists() and not path.is_file():
            raise refusals.UnreadableFile(f"“{path}”是文件夹或设备，不是表格文件；请选里面的一个文件。")
        if path.stat().st_size > refusals.MOST_FILE_BYTES:
            most = refusals.MOST_FILE_BYTES // 2**20
            raise refusals.TooLarge(f"“{name}”超过 {most} 兆，太大了；请删去图片，或拆成几个文件再导入。")
        data = path.read_bytes()
    except OSError as error:
        raise refusals.UnreadableFile(f"“{name}”打不开，请核对文件是否还在、是否有权限读取。") from error
    if not data:
        raise refusals.EmptyWorkbook(f"“{name}”是空文件（0 字节），请核对是否选错了文件。")
    kind = _kind_of_name(path)
    content, what = _kind_of_content(data, name)
    if content != kind:
        raise refusals.WrongKind(f"“{name}”的扩展名是 {path.suffix}，内容却是{what}；{_SAVE_AS}。")
    if kind == "csv":
        rows = read_text_table(data=data, name=name)
        if not any(cell.strip() for row in rows for cell in row):
            raise _empty(name)
        return Workbook(name, kind, (path.stem,), frozenset(), False, "", {}, rows)
    return _open_calamine(data, kind, name)


def _kind_of_name(path: Path) -> Kind:
    kind = _KIND_OF_SUFFIX.get(path.suffix.lower())
    if kind is None:
        raise refusals.WrongKind(f"“{path.name}”不是认得的表格文件（.xlsx、.xls、.ods、.csv）；{_SAVE_AS}。")
    return kind


def _kind_of_content(data: bytes, name: str) -> tuple[Kind | None, str]:
    """Tell by its content what a file is, and how a clerk calls that."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        parts = {part.filename for part in open_package(data=data, name=name).infolist()}
        if "xl/workbook.xml" in parts:
            return "xlsx", "新版 Excel 表格"
        if "content.xml" in parts and "mimetype" in parts:
            return "ods", "ODF 文件"
        for part, what in (
            ("word/document.xml", "Word 文档"),
            ("xl/workbook.bin", "二进制表格（.xlsb）"),
            ("ppt/presentation.xml", "演示文稿"),
        ):
            if part in parts:
                return None, what
        return None, "压缩包"
    if data.startswith(SIGNATURE):
        streams = streams_of(data=data, name=name)
        if "EncryptedPackage" in streams:
            raise refusals.encrypted(name)
        if "Workbook" in streams or "Book" in streams:
            return "xls", "旧版 Excel 表格"
        return None, "Word 文档" if "WordDocument" in streams else "别的旧版 Office 文件"
    return _kind_of_text(data)


def _kind_of_text(data: bytes) -> tuple[Kind | None, str]:
    for sign, what in (
        (b"%PDF", "PDF"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", "压缩包"),
        (b"7z\xbc\xaf", "压缩包"),
        (b"{\\rtf", "RTF 文档"),
    ):
        if data.startswith(sign):
            return None, what
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return None, "网页"
    if head.startswith(b"<?xml"):
        return None, "XML 表格" if b"spreadsheet" in head else "XML 文件"
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, "认不出的二进制文件"
    return "csv", "纯文本"


def _open_calamine(data: bytes, kind: Kind, name: str) -> Workbook:
    scan = _scan(data, kind, name)
    for sheet_name, sheet in scan.sheets.items():
        if sheet.rows > refusals.MOST_ROWS or sheet.cells > refusals.MOST_CELLS:
            raise refusals.too_many_cells(sheet_name or name, rows=sheet.rows, columns=sheet.columns)
    with _refusing(name):
        source = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [meta for meta in source.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    if not sheets:
        raise refusals.EmptyWorkbook(f"“{name}”里没有工作表，请核对是否选错了文件。")
    if not any(sheet.cells for sheet in scan.sheets.values()):
        raise _empty(name)
    hidden = frozenset(meta.name for meta in sheets if meta.visible != calamine.SheetVisibleEnum.Visible)
    names = tuple(meta.name for meta in sheets)
    return Workbook(name, kind, names, hidden, scan.counts_from_1904, scan.template, scan.sheets, source)


def _scan(data: bytes, kind: Kind, name: str) -> PackageScan:
    if kind == "xls":
        streams = streams_of(data=data, name=name)
        stream = "Workbook" if "Workbook" in streams else "Book"
        content = read_stream(data=data, stream=stream, name=name)
        # One extent for all sheets: the records do not need to be told apart to be bounded.
        return PackageScan({"": scan_records(stream=content, name=name)})
    package = open_package(data=data, name=name)
    if kind == "ods":
        return scan_ods(package, name=name)
    return scan_ooxml(package, name=name)


def _empty(name: str) -> refusals.EmptyWorkbook:
    return refusals.EmptyWorkbook(f"“{name}”的工作表是空的，没有可以导入的内容；请核对是否选错了文件。")
