"""A manuscript as JSON values, there and back. What comes from a browser is checked piece by piece."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from taizhang.compiler.manuscript.asks import as_json, ask_of
from taizhang.compiler.manuscript.model import (
    Block,
    ChartPlan,
    Chip,
    HeadingBlock,
    Line,
    Manuscript,
    ParagraphBlock,
    Piece,
    State,
    TableBlock,
    Words,
)
from taizhang.compiler.markup import clean, one_line
from taizhang.kernel.refusal import Refused

VERSION = 1
MOST_BLOCKS, MOST_ROWS, MOST_COLUMNS, MOST_PIECES = 2000, 2000, 30, 2000
LONGEST_TEXT, LONGEST_TITLE, LONGEST_SOURCE = 20_000, 200, 200
_BLOCK_ID = re.compile(r"[a-z0-9]{1,20}")
_ALIGN = re.compile(r"[lcr]*")


class ManuscriptUnreadable(Refused):
    """The manuscript is not whole; `place` says where."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}：{reason}")
        self.place = place


def manuscript_json(manuscript: Manuscript) -> dict[str, Any]:
    """Return the manuscript as JSON values."""
    return {
        "version": VERSION,
        "title": manuscript.title,
        "blocks": [_block_json(block) for block in manuscript.blocks],
    }


def manuscript_from(told: object) -> Manuscript:
    """Return the manuscript that JSON values say.

    Raises:  ManuscriptUnreadable with place and remedy; AskRefused for a figure that asks nothing.
    """
    if not isinstance(told, Mapping) or told.get("version") != VERSION:
        raise ManuscriptUnreadable("文稿", "不是这一版程序的文稿，请刷新页面再试")
    title, blocks = told.get("title"), told.get("blocks")
    if not isinstance(title, str) or len(title) > LONGEST_TITLE:
        raise ManuscriptUnreadable("标题", f"标题至多 {LONGEST_TITLE} 字，请精简")
    if not isinstance(blocks, list) or len(blocks) > MOST_BLOCKS:
        raise ManuscriptUnreadable("文稿", f"至多 {MOST_BLOCKS} 段，请精简")
    read = tuple(_block(block, f"第 {number} 段") for number, block in enumerate(blocks, start=1))
    manuscript = Manuscript("\n".join(filter(None, map(one_line, title.split("\n")))), read)
    _check_once([block.id for block in read], "段")
    _check_once([chip.id for chip in manuscript.chips()], "数字")
    return manuscript


def _check_once(ids: list[str], sort: str) -> None:
    if len(ids) != len(set(ids)):
        raise ManuscriptUnreadable("文稿", f"有两个{sort}用了同一个编号，请刷新页面再试")


def _block(told: object, place: str) -> Block:
    if not isinstance(told, Mapping):
        raise ManuscriptUnreadable(place, "看不懂，请刷新页面再试")
    block_id = told.get("id")
    if not isinstance(block_id, str) or not _BLOCK_ID.fullmatch(block_id):
        raise ManuscriptUnreadable(place, "没有编号，请刷新页面再试")
    match told.get("type"):
        case "heading":
            level = told.get("level")
            if level not in (1, 2, 3, 4):
                raise ManuscriptUnreadable(place, "小标题只有一至四级")
            return HeadingBlock(
                block_id, level, told.get("run_in") is True, _line(told.get("inlines"), place)
            )
        case "paragraph":
            return ParagraphBlock(block_id, _line(told.get("inlines"), place))
        case "table":
            return _table(told, block_id, place)
    raise ManuscriptUnreadable(place, "看不懂，请刷新页面再试")


def _table(told: Mapping[str, Any], block_id: str, place: str) -> TableBlock:
    columns, rows = told.get("columns"), told.get("rows")
    if not isinstance(columns, list) or not 1 <= len(columns) <= MOST_COLUMNS:
        raise ManuscriptUnreadable(place, f"表格要有 1 至 {MOST_COLUMNS} 列")
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise ManuscriptUnreadable(place, f"表格至多 {MOST_ROWS} 行")
    heads = tuple(one_line(_text(column, place)) for column in columns)
    cells = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or len(row) != len(heads):
            raise ManuscriptUnreadable(f"{place}第 {number} 行", "格数与表头不一样，请补齐")
        cells.append(tuple(_line(cell, f"{place}第 {number} 行") for cell in row))
    align = told.get("align")
    fits = isinstance(align, str) and len(align) == len(heads) and _ALIGN.fullmatch(align)
    return TableBlock(
        id=block_id,
        caption=one_line(_text(told.get("caption", ""), place)),
        columns=heads,
        align=cast(str, align) if fits else "l" * len(heads),
        rows=tuple(cells),
        chart=_chart(told.get("chart"), len(heads), place),
    )


def _chart(told: object, columns: int, place: str) -> ChartPlan | None:
    if told is None:
        return None
    if not isinstance(told, Mapping) or told.get("kind") not in ("bar", "line"):
        raise ManuscriptUnreadable(place, "图只有柱形图和折线图")
    column = told.get("column")
    if isinstance(column, bool) or not isinstance(column, int) or not 1 <= column < columns:
        raise ManuscriptUnreadable(place, "图要画的那一列不在表里，请重新选")
    return ChartPlan(told["kind"], column, one_line(_text(told.get("caption", ""), place)))


def _line(told: object, place: str) -> Line:
    if not isinstance(told, list) or len(told) > MOST_PIECES:
        raise ManuscriptUnreadable(place, "看不懂，请刷新页面再试")
    pieces = [_piece(piece, place) for piece in told]
    return tuple(piece for piece in pieces if isinstance(piece, Chip) or piece.text)


def _piece(told: object, place: str) -> Piece:
    if not isinstance(told, Mapping):
        raise ManuscriptUnreadable(place, "看不懂，请刷新页面再试")
    if told.get("type") == "text":
        style = told.get("style", "")
        # A line of the body is one line: a break typed inside it would be two paragraphs.
        text = " ".join(clean(_text(told.get("text"), place)).split("\n"))
        return Words(text, style if style in ("kai", "hei") else "")
    if told.get("type") == "figure":
        return _chip(told, place)
    raise ManuscriptUnreadable(place, "看不懂，请刷新页面再试")


def _chip(told: Mapping[str, Any], place: str) -> Chip:
    chip_id, state, position = told.get("id"), told.get("state"), told.get("position")
    if not isinstance(chip_id, str) or not _BLOCK_ID.fullmatch(chip_id):
        raise ManuscriptUnreadable(place, "有一个数字没有编号，请删去后重新插入")
    if state not in ("auto", "locked", "typed"):
        raise ManuscriptUnreadable(place, "有一个数字不知是自动、锁定还是手填，请删去后重新插入")
    text = one_line(_text(told.get("text"), place))
    source = one_line(_text(told.get("typed_source") or "", place))
    if len(text) > 60 or len(source) > LONGEST_SOURCE:
        raise ManuscriptUnreadable(place, f"数字至多 60 个字，出处至多 {LONGEST_SOURCE} 字")
    if state == "typed":
        if not text or not source:
            raise ManuscriptUnreadable(place, f"手填的数字“{text}”要写明出处，例如“区统计局2025年年报”")
        return Chip(chip_id, text, "typed", typed_source=source)
    if state == "locked" and (isinstance(position, bool) or not isinstance(position, int) or position < 0):
        raise ManuscriptUnreadable(place, "锁定的数字没有账本位置，请解除锁定后再锁定")
    at = position if state == "locked" else None
    return Chip(chip_id, text, cast(State, state), ask_of(told.get("ask")), cast("int | None", at))


def _text(told: object, place: str) -> str:
    if not isinstance(told, str):
        raise ManuscriptUnreadable(place, "看不懂，请刷新页面再试")
    if len(told) > LONGEST_TEXT:
        raise ManuscriptUnreadable(place, f"一段至多 {LONGEST_TEXT} 字，请分段")
    return told


def _block_json(block: Block) -> dict[str, Any]:
    match block:
        case HeadingBlock(block_id, level, run_in, line):
            return {
                "id": block_id,
                "type": "heading",
                "level": level,
                "run_in": run_in,
                "inlines": _line_json(line),
            }
        case ParagraphBlock(block_id, line):
            return {"id": block_id, "type": "paragraph", "inlines": _line_json(line)}
        case TableBlock():
            chart = block.chart
            return {
                "id": block.id,
                "type": "table",
                "caption": block.caption,
                "columns": list(block.columns),
                "align": block.align,
                "rows": [[_line_json(cell) for cell in row] for row in block.rows],
                "chart": chart and {"kind": chart.kind, "column": chart.column, "caption": chart.caption},
            }


def _line_json(line: Line) -> list[dict[str, Any]]:
    return [
        {"type": "text", "text": piece.text, "style": piece.style}
        if isinstance(piece, Words)
        else {
            "type": "figure",
            "id": piece.id,
            "ask": piece.ask and as_json(piece.ask),
            "state": piece.state,
            "text": piece.text,
            "position": piece.position,
            "typed_source": piece.typed_source,
        }
        for piece in line
    ]
