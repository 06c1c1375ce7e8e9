"""Builds the files that offices have, with the real programs' formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[object]]

ACTIVITIES: Rows = (
    ("日期", "活动名称", "参加人数", "承办单位"),
    ("2021-03-05", "学雷锋志愿服务", 35, "青禾社区"),
    ("3月12日", "义务植树", "约40人", "望山村"),
)


def save_xlsx(
    path: Path, *, sheets: Mapping[str, Rows], merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Path:
    """Save a workbook; `merged` are areas of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    for area in merged:
        book.worksheets[0].merge_cells(area)
    book.save(path)
    return path


def save_ods(path: Path, *, rows: Rows, encrypted: bool = False, kind: str = "spreadsheet") -> Path:
    """Save an OpenDocument table. A row may be a text of XML instead, as it stands."""
    lines = [row if isinstance(row, str) else _ods_row(row) for row in rows]
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="台账">'
        f"{''.join(lines)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "<manifest:encryption-data/>" if encrypted else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml", f'<?xml version="1.0"?><m>{manifest}</m>'.replace("manifest:", "")
        )
    return path


def _ods_row(row: Sequence[object]) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
        if isinstance(cell, (int, float))
        else f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
        for cell in row
    )
    return f"<table:table-row>{cells}</table:table-row>"


def repacked(data: bytes, *, changes: Mapping[str, bytes]) -> bytes:
    """Return a package with some parts replaced or added, lengths and CRCs in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()
