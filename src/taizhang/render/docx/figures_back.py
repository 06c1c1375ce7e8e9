"""Reading figures back out of a docx, as it stands after people have worked in it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from taizhang.kernel.refusal import Refused
from taizhang.render.docx.body import TAG_PREFIX
from taizhang.render.docx.figures_part import FIGURE_FIELDS, NOTHING, SOURCE_FIELDS
from taizhang.render.docx.markup import FIGURES_NAMESPACE, W

_LARGEST_MEMBER = 200_000_000
_TORN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_TAG = re.compile(rf"{TAG_PREFIX}(\d+):")
_FIGURE_NUMBERS = frozenset(("rule_version", "unit_id", "position"))
_SOURCE_NUMBERS = frozenset(("revision",))
_CUSTOM_ITEM = re.compile(r"customXml/item\d+\.xml")


class DocxNotReadable(Refused):
    """The file is no docx, or carries no figures of ours."""


def figures_in_docx(*, data: bytes) -> list[dict[str, Any]]:
    """Return the figures of a docx that this program wrote, in their order.

    Each has the fields of `Figure` but its definition (`value` None where nothing was behind it;
    `sources` as dicts of source, revision and number), its `index`, and `printed`, the texts that stand in its places now. `altered` is True where a place reads
    otherwise than it was written, or where every place is gone.
    Raises: DocxNotReadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _parsed(package, "word/document.xml")
            record = _figures_record(package)
    except _TORN as error:
        raise DocxNotReadable("这个文件不是完好的 docx 文档，请重新导出或另存为 docx 后再试。") from error
    except etree.XMLSyntaxError as error:
        raise DocxNotReadable("docx 文档的内容已损坏，请从系统重新导出。") from error
    return _figures(record, _printed(body))


def _parsed(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > _LARGEST_MEMBER:
        raise DocxNotReadable("docx 文档展开后过大，不像是本系统导出的文件，请核对来源。")
    # Nothing is fetched and no entity is expanded: the file may come from anywhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(package.read(name), parser)


def _figures_record(package: zipfile.ZipFile) -> etree._Element:
    """Return our part; a word processor may have renumbered the customXml items."""
    for name in package.namelist():
        if _CUSTOM_ITEM.fullmatch(name):
            root = _parsed(package, name)
            if root.tag == f"{{{FIGURES_NAMESPACE}}}record":
                return root
    raise DocxNotReadable("docx 文档里没有数字来源记录：它不是本系统导出的，或在别的软件里另存时被去掉了。")


def _printed(body: etree._Element) -> dict[int, list[str]]:
    """Return what stands in each figure's places now; struck-out text is not counted."""
    texts: dict[int, list[str]] = {}
    for control in body.iter(f"{{{W}}}sdt"):
        tag = control.find(f"{{{W}}}sdtPr/{{{W}}}tag")
        found = _TAG.match(tag.get(f"{{{W}}}val", "")) if tag is not None else None
        content = control.find(f"{{{W}}}sdtContent")
        if found and content is not None:
            text = "".join(node.text or "" for node in content.iter(f"{{{W}}}t"))
            texts.setdefault(int(found.group(1)), []).append(text)
    return texts


def _figures(record: etree._Element, printed: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Return the figures of the record, each with what is printed of it."""
    try:
        sources = [_fields(SOURCE_FIELDS, _SOURCE_NUMBERS, line) for line in _lines(record, "sources")]
        figures = [_fields(FIGURE_FIELDS, _FIGURE_NUMBERS, line) for line in _lines(record, "figures")]
        for index, figure in enumerate(figures):
            figure["index"] = index
            figure["value"] = None if figure["value"] == NOTHING else figure["value"]
            figure["derived_from"] = figure["derived_from"].split()
            figure["sources"] = [sources[int(place)] for place in figure["sources"].split()]
            figure["printed"] = printed.get(index, [])
            figure["altered"] = set(figure["printed"]) != {figure["text"]}
    except (ValueError, IndexError) as error:
        raise DocxNotReadable("docx 文档里的数字来源记录已被改动，请从系统重新导出。") from error
    return figures


def _lines(record: etree._Element, part: str) -> list[str]:
    text = record.findtext(f"{{{FIGURES_NAMESPACE}}}{part}")
    return text.split("\n") if text else []


def _fields(names: tuple[str, ...], numbers: frozenset[str], line: str) -> dict[str, Any]:
    fields = zip(names, line.split("\t"), strict=True)
    return {name: int(text) if name in numbers else text for name, text in fields}
