"""The packages of .xlsx and .ods: measured and looked through before any reader touches them."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.parsers import expat

from lxml import etree

from taizhang.reading.gate import refusals

CHUNK = 2**20
_LAST_ROW, _LAST_COLUMN, _MOST_LETTERS = 1_048_576, 16_384, 3
_BEYOND = 2**31
_LONGEST_CELL_XML = 4 * 2**20
_COLUMN = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Za-z]+)[0-9]+["'][^<>]*(?<!/)>""")
_ROW = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br=["'][A-Za-z]+([0-9]+)["'][^<>]*(?<!/)>""")
_NAMELESS = re.compile(rb"""<(?:\w+:)?c(?:\s(?![^<>]*?\br=["'][A-Za-z]+[0-9]+["'])[^<>]*)?>""")
_ROW_TAG = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br=["']([0-9]+)["'][^<>]*(?<!/)>""")
_NO_RESULT = re.compile(
    rb"""<(?:\w+:)?c\s(?![^<>]*\bt=["'](?:str|e)["'])(?:[^<>]*?\s)?r=["']([A-Z]{1,3}[0-9]{1,7})["'][^<>]*>"""
    rb"""<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt=["']e["'])(?:[^<>]*?\s)?r=["']([A-Z]{1,3}[0-9]{1,7})["'][^<>]*>"""
    rb"""(?:<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>(\#[^<]*)</"""
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEMPLATE_NAME = "taizhang_template"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass
class SheetScan:
    """What a sheet holds, before it is read. `broken` maps (row, column), from 0, to a reason."""

    rows: int = 0
    columns: int = 0
    broken: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        return self.rows * self.columns


@dataclass(frozen=True)
class PackageScan:
    """The sheets by name, whether serial dates count from 1904, and the template the file was
    written from ("" when it is none of ours)."""

    sheets: dict[str, SheetScan]
    counts_from_1904: bool = False
    template: str = ""


def open_package(*, data: bytes, name: str) -> zipfile.ZipFile:
    """Return the package. Raises Damaged, Encrypted or TooLarge; nothing is unpacked yet."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, IndexError) as error:
        raise refusals.damaged(name) from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise refusals.encrypted(name)
    if len(parts) > refusals.MOST_PARTS:
        raise refusals.bomb(name)
    _refuse_bomb(sum(part.file_size for part in parts), data, name)
    names = [part.filename for part in parts]
    if len(names) != len(set(names)):
        raise refusals.damaged(name)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise refusals.damaged(name)
    return package


def _refuse_bomb(unpacked: int, data: bytes, name: str) -> None:
    if unpacked > refusals.MOST_UNPACKED_BYTES:
        raise refusals.bomb(name)
    if unpacked > refusals.RATIO_FROM_BYTES and unpacked > refusals.MOST_RATIO * len(data):
        raise refusals.bomb(name)


def unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo, *, name: str) -> Iterator[bytes]:
    """Yield a part in chunks; its true length must be the one it declares, its CRC too.

    A part that unpacks to more than it declares would pass `zipfile` and burst another reader.
    """
    generous = copy.copy(part)
    generous.file_size = part.file_size + CHUNK
    length = 0
    try:
        with package.open(generous) as stream:
            while chunk := stream.read(CHUNK):
                length += len(chunk)
                if length > part.file_size:
                    raise refusals.bomb(name)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise refusals.damaged(name) from error
    if length != part.file_size:
        raise refusals.damaged(name)


def scan_ooxml(package: zipfile.ZipFile, *, name: str) -> PackageScan:
    """Unpack every part once, checking lengths and CRCs, and look through the sheets."""
    scans: dict[str, SheetScan] = {}
    kept: dict[str, bytes] = {}
    for part in package.infolist():
        path = part.filename
        chunks = unpack(package, part, name=name)
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", path, re.IGNORECASE):
            scans["/" + path.lower()] = _scan_sheet(chunks, name)
        elif path.lower() in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            kept[path.lower()] = b"".join(chunks)
        else:
            for _ in chunks:
                pass
    workbook = _parse(kept.get("xl/workbook.xml", b""), name)
    targets = {
        str(relation.get("Id", "")): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lower()
        for relation in _parse(kept.get("xl/_rels/workbook.xml.rels", b""), name)
        if isinstance(relation.tag, str)
    }
    sheets = {
        str(sheet.get("name", "")): scans.get(targets.get(_relation_id(sheet), ""), SheetScan())
        for sheet in workbook.iter(f"{_MAIN}sheet", f"{_STRICT}sheet")
    }
    properties = next(workbook.iter(f"{_MAIN}workbookPr", f"{_STRICT}workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904", "") in ("1", "true", "on")
    template = next(
        (
            (defined.text or "").strip('"')
            for defined in workbook.iter(f"{_MAIN}definedName")
            if defined.get("name") == _TEMPLATE_NAME
        ),
        "",
    )
    return PackageScan(sheets, from_1904, template)


def _relation_id(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def _parse(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusals.damaged(name) from error


def _scan_sheet(chunks: Iterator[bytes], name: str) -> SheetScan:
    """Look through a sheet; what is not well-formed XML goes no further."""
    scan = SheetScan()
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = partial(_refuse_doctype, name)
    rest = b""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            buffer = rest + chunk
            cut = _last_cell_start(buffer)
            if len(buffer) - cut > _LONGEST_CELL_XML:
                raise refusals.TooLarge(f"“{name}”里有一格内容太长（超过 32767 个字），请删短后再导入。")
            rest = buffer[cut:]
            _look(buffer[:cut], columns, rows, scan)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise refusals.damaged(name) from error
    _look(rest, columns, rows, scan)
    scan.rows = max((int(row) if len(row) < 8 else _BEYOND for row in rows), default=0)
    scan.columns = max(map(_column_number, columns), default=0)
    if scan.rows > _LAST_ROW or scan.columns > _LAST_COLUMN:
        raise refusals.damaged(name)
    return scan


def _refuse_doctype(name: str, *declared: object) -> None:
    """No program writes one into a sheet; entities are how a small file grows."""
    raise refusals.damaged(name)


def _last_cell_start(buffer: bytes) -> int:
    place = max(buffer.rfind(b"<c "), buffer.rfind(b":c "))
    start = buffer.rfind(b"<", 0, place + 1) if place >= 0 else -1
    return max(start, 0)


def _look(buffer: bytes, columns: set[bytes], rows: set[bytes], scan: SheetScan) -> None:
    columns.update(_COLUMN.findall(buffer))
    rows.update(_ROW.findall(buffer))
    if _NAMELESS.search(buffer):
        # Cells that do not say where they stand are counted on from the row's own number.
        rows.update(_ROW_TAG.findall(buffer))
    if b"f>" in buffer or b"<f" in buffer:
        for match in _NO_RESULT.finditer(buffer):
            scan.broken[_place(match[1])] = "公式没有算出结果，请用 WPS 或 Excel 打开这个文件，保存一次再导入"
    if b"#" in buffer:
        for match in _ERROR.finditer(buffer):
            sign = match[2].decode("utf-8", "replace")
            scan.broken[_place(match[1])] = f"公式出错（{sign}），请改正公式或直接填写"


def _column_number(letters: bytes) -> int:
    if len(letters) > _MOST_LETTERS:
        return _BEYOND
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _place(reference: bytes) -> tuple[int, int]:
    letters = reference.rstrip(b"0123456789")
    return int(reference[len(letters) :]) - 1, _column_number(letters) - 1


def scan_ods(package: zipfile.ZipFile, *, name: str) -> PackageScan:
    """Unpack every part once and measure the sheets, repeated rows and columns written out."""
    kept: dict[str, bytes] = {}
    for part in package.infolist():
        chunks = unpack(package, part, name=name)
        if part.filename in ("mimetype", "content.xml", "META-INF/manifest.xml"):
            kept[part.filename] = b"".join(chunks)
        else:
            for _ in chunks:
                pass
    if b"opendocument.spreadsheet" not in kept.get("mimetype", b""):
        raise refusals.WrongKind(f"“{name}”不是表格，而是别的 ODF 文件，请核对是否选错了文件。")
    if b"encryption-data" in kept.get("META-INF/manifest.xml", b""):
        raise refusals.encrypted(name)
    content = _parse(kept.get("content.xml", b""), name)
    tables = content.iter(f"{_TABLE}table")
    return PackageScan({str(table.get(f"{_TABLE}name", "")): _scan_table(table) for table in tables})


def _scan_table(table: etree._Element) -> SheetScan:
    scan = SheetScan()
    row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _count(row.get(f"{_TABLE}number-rows-repeated"))
        column = 0
        filled = 0
        for cell in row:
            width = _count(cell.get(f"{_TABLE}number-columns-repeated"))
            column += width
            if cell.get(f"{_OFFICE}value-type") or len(cell):
                filled = column
        row_number += repeated
        if filled:
            scan.rows = row_number
            scan.columns = max(scan.columns, filled)
    return scan


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 1
