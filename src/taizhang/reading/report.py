"""The door of reading: a file that holds an old report, to the report."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from taizhang.kernel.refusal import Refused
from taizhang.reading.as_document import to_document
from taizhang.reading.content_type import kind_of
from taizhang.reading.decoding import EmptyText, decode_text
from taizhang.reading.docx.reader import read_docx
from taizhang.reading.legacy_doc import convert_doc, find_soffice
from taizhang.reading.lines import Line, lines_of
from taizhang.reading.mending import Doubt, Repair
from taizhang.reading.old_report import OldReport
from taizhang.reading.repairs.entities import mend_entities
from taizhang.reading.repairs.invisible import mend_invisible
from taizhang.reading.understanding import understand

__all__ = ["MAX_FILE", "FileNotReadable", "OldReport", "read_report", "read_text", "to_document"]

MAX_FILE = 100 * 1024 * 1024
"""A docx with many photographs may have tens of megabytes; its text never does."""


class FileNotReadable(Refused):
    """There is no such file, or it may not be opened, or it is far too big."""


def read_report(*, path: Path, doc_converter: Callable[[Path], bytes] | None = None) -> OldReport:
    """Return the report in a text file of any encoding, a docx, or an old .doc.

    The content decides, not the name. `doc_converter` turns a .doc into the bytes of a docx;
    without one LibreOffice is used where it is installed.
    Raises a Refused with place and remedy for everything that is no report.
    """
    lines, repairs, doubts = _read(path, doc_converter)
    return understand(lines=lines, repairs=repairs, doubts=doubts)


def read_text(*, path: Path) -> str:
    """Return the text of such a file line by line as it was written, nothing repaired.

    Raises:  what `read_report` raises.
    """
    lines, _, _ = _read(path, None)
    return "\n".join(line.text for line in lines)


def _read(
    path: Path, doc_converter: Callable[[Path], bytes] | None
) -> tuple[tuple[Line, ...], tuple[Repair, ...], tuple[Doubt, ...]]:
    data = _bytes_of(path)
    kind = kind_of(data=data, name=path.name)
    if kind == "text":
        signs = mend_entities(decode_text(data=data, name=path.name))
        visible = mend_invisible(signs.text)
        return lines_of(visible.text), signs.repairs + visible.repairs, ()
    if kind == "word-binary":
        convert = doc_converter or functools.partial(convert_doc, soffice=find_soffice())
        data = convert(path)
    lines, doubts = read_docx(data=data, name=path.name)
    if not lines:
        raise EmptyText(f"文件“{path.name}”里没有文字，可能只有图片。请先做文字识别，再读一次。")
    return lines, (), doubts


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileNotReadable(f"“{path}”是文件夹，不是文件。请选里面的一个文件。")
        if path.exists() and not path.is_file():
            raise FileNotReadable(f"“{path}”不是普通文件，读不了。请选一个文字材料。")
        if path.stat().st_size > MAX_FILE:
            size = path.stat().st_size // 1024 // 1024
            raise FileNotReadable(
                f"文件“{path.name}”有 {size} MB，超过 {MAX_FILE // 1024 // 1024} MB。请压缩其中的图片后再读。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise FileNotReadable(f"找不到文件“{path}”。请检查路径和文件名。") from None
    except OSError:
        raise FileNotReadable(f"文件“{path}”打不开，可能没有权限或正被占用。请关闭后再试。") from None
