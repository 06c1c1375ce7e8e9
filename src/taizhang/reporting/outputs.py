"""Write a document to files, each in the format that its name ends in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.compiler.document import Document
from taizhang.kernel.refusal import Refused
from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import Fonts, find_fonts
from taizhang.render.html import html_text
from taizhang.render.json_text import json_text
from taizhang.render.markdown import markdown_text
from taizhang.render.page import ProfileName
from taizhang.render.pdf import FontsMissing, pdf_bytes
from taizhang.reporting.files import write_whole

FORMATS = (".docx", ".pdf", ".html", ".md", ".json")


class UnknownFormat(Refused):
    """No renderer writes a file with that ending."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file asked for: whether it was made, and a notice about it ("" for none)."""

    path: Path
    made: bool = True
    notice: str = ""


def check_formats(*, paths: Sequence[Path]) -> None:
    """Refuse before any work when a file could not be written.

    Raises:  UnknownFormat for its ending, or for a folder that is not there.
    """
    for path in paths:
        if path.suffix.lower() not in FORMATS:
            raise UnknownFormat(f"不会写“{path.name}”这种文件，可用的后缀：{'、'.join(FORMATS)}。")
        if not path.parent.is_dir():
            raise UnknownFormat(f"文件夹“{path.parent}”不存在，请先建立。")


def write_outputs(
    *, document: Document, paths: Sequence[Path], profile: ProfileName, font_folders: Sequence[Path]
) -> list[Written]:
    """Write the document to every path and return what became of each.

    Where there is no Chinese font at all a PDF cannot be made; the other files are.
    Raises:  UnknownFormat.
    """
    check_formats(paths=paths)
    fonts = find_fonts(folders=tuple(font_folders)) if any(_is(path, ".pdf") for path in paths) else None
    written = []
    for path in paths:
        try:
            content = rendered(document=document, suffix=path.suffix, profile=profile, fonts=fonts)
        except FontsMissing as refusal:
            written.append(Written(path, made=False, notice=str(refusal)))
            continue
        write_whole(path=path, content=content)
        written.append(Written(path, notice=fonts.notice if fonts and _is(path, ".pdf") else ""))
    return written


def rendered(*, document: Document, suffix: str, profile: ProfileName, fonts: Fonts | None) -> bytes:
    """Return the document as a file that ends in `suffix` holds it; a PDF needs fonts.

    Raises:  FontsMissing.
    """
    match suffix.lower():
        case ".docx":
            return docx_bytes(document=document, profile=profile)
        case ".pdf" if fonts is not None:
            return pdf_bytes(document=document, profile=profile, fonts=fonts)
        case ".html":
            return html_text(document=document).encode()
        case ".md":
            return markdown_text(document=document).encode()
        case _:
            return json_text(document=document).encode()


def _is(path: Path, suffix: str) -> bool:
    return path.suffix.lower() == suffix
