"""Text tables: .csv and .tsv in the encodings that Chinese offices write."""

from __future__ import annotations

import codecs
import csv
import io
import re

from taizhang.reading.gate import refusals

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FEWEST_COMMON = 0.9
"""Share of the non-ASCII signs that must be common ones. Text of another encoding read as
GB 18030 decodes too, but into rare characters."""


def decode_text(*, data: bytes, name: str) -> str:
    """Return the text: UTF-8, UTF-16 with its mark, or GB 18030. Raises WrongEncoding."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "gb18030", name)
        strange = [sign for sign in text if not sign.isascii()]
        common = sum(_is_common(sign) for sign in strange)
        if common < _FEWEST_COMMON * len(strange):
            raise _wrong_encoding(name) from None
    if _NOT_TEXT.search(text):
        raise _wrong_encoding(name)
    return text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(name) from error
    if _NOT_TEXT.search(text):
        raise _wrong_encoding(name)
    return text


def _is_common(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return sign in "—…“”‘’·～€①②③④⑤⑥⑦⑧⑨⑩"
    return True


def _wrong_encoding(name: str) -> refusals.WrongEncoding:
    return refusals.WrongEncoding(
        f"“{name}”的文字编码读不出来；请用 WPS 或 Excel 打开，另存为 .xlsx，或另存为 UTF-8 编码的 CSV 后再导入。"
    )


def read_text_table(*, data: bytes, name: str) -> list[list[str]]:
    """Return the rows of a text table, cells as text; guards against formulas are taken off.

    Raises WrongEncoding; Damaged when a quote is not closed; TooLarge for a cell beyond Excel's limit.
    """
    text = decode_text(data=data, name=name)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            rows.append([_unguarded(cell) for cell in row])
            if len(rows) > refusals.MOST_ROWS:
                raise refusals.TooLarge(f"“{name}”超过 {refusals.MOST_ROWS} 行，请拆成几个文件再导入。")
    except csv.Error as error:
        if "field larger" in str(error):
            raise refusals.TooLarge(
                f"“{name}”第 {len(rows) + 1} 行有一格内容太长，请删短后再导入。"
            ) from error
        raise refusals.Damaged(
            f"“{name}”第 {len(rows) + 1} 行起引号没有成对，分不清哪里是一格；请用 WPS 打开核对后另存为 .xlsx。"
        ) from error
    return rows


def _delimiter(text: str) -> str:
    """Return the sign between cells: the one that the first lines hold most."""
    head = "\n".join(text.split("\n", 20)[:20])
    return max((",", "\t", ";", "，"), key=head.count) if head else ","


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that keeps a program from seeing a formula (see render.workbook)."""
    return cell[1:] if _GUARDED.match(cell) else cell
