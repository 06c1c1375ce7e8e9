"""The figures that a Word file of ours carries, with their sources: read without the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from taizhang.kernel.refusal import Refused
from taizhang.render.docx import figures_in_docx


class FileNotReadable(Refused):
    """The file is not there, or cannot be read."""


class NoSuchFigure(Refused):
    """The file has no figure with that key."""


def figures_of_file(*, path: Path) -> list[dict[str, Any]]:
    """Return the figures of a file, as `figures_in_docx` does.

    Raises:  FileNotReadable, DocxNotReadable.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileNotReadable(f"读不到文件“{path}”，请核对路径，以及有没有读它的权限。") from error
    return figures_in_docx(data=content)


def figure_of_file(*, path: Path, key: str) -> dict[str, Any]:
    """Return one figure of a file, by its key ("f1").

    Raises:  FileNotReadable, DocxNotReadable, NoSuchFigure.
    """
    figures = {figure["key"]: figure for figure in figures_of_file(path=path)}
    if key not in figures:
        known = f"有 f1 到 f{len(figures)}" if figures else "一个数字也没有"
        raise NoSuchFigure(f"文件里没有编号为“{key}”的数字（{known}），编号见附件“数据来源”。")
    return figures[key]


def printed_in_file(figure: Mapping[str, Any]) -> str:
    """Return how a file prints a figure now: one text, or all of them where its places differ; "" where none is left."""
    return "、".join(dict.fromkeys(figure["printed"]))
