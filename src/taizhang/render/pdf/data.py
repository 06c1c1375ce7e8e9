"""A document as the data that the typesetter's template reads: strings and numbers, never markup."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from taizhang.compiler.document import Block, Chart, Document, Figure, Inline, Table, Text
from taizhang.render.characters import em_width, printable
from taizhang.render.chart_plan import LABEL_PT, plan_chart
from taizhang.render.colophon import (
    COLOPHON_PITCH_PT,
    COLOPHON_PT,
    COPIES_LABEL,
    INNER_RULE_PT,
    OUTER_RULE_PT,
    colophon_text,
)
from taizhang.render.columns import CELL_PADDING_PT, TablePlan, cell_text, plan_table
from taizhang.render.fonts import Fonts
from taizhang.render.page import (
    BODY_PT,
    CORE_PITCH_PT,
    CORE_WIDTH_MM,
    KEPT_EMS,
    TRACKING_PT,
    title_block_lines,
)
from taizhang.render.pdf.cell_lines import UNKNOWN, cell_lines
from taizhang.render.setting import (
    HEADING_FACES,
    Line,
    addressee_text,
    annex_label,
    annex_note,
    lines,
    signature,
)
from taizhang.render.title import title_lines

_TALL_ROW_PT = 200.0
UNDATED = dt.date(2000, 1, 1)
"""What the file of an undated report says in its properties: PDF/A asks for a date there. It is not printed."""


def typst_data(*, document: Document, fonts: Fonts) -> str:
    """Return the JSON text for the template's input."""
    signed = signature(document)
    day = document.signed_on or UNDATED
    data = {
        "faces": {role: {"family": face.family, "weight": face.weight} for role, face in fonts.faces.items()},
        "measures": {"pitch": CORE_PITCH_PT, "body": BODY_PT, "tracking": TRACKING_PT, "core": CORE_WIDTH_MM},
        "title": " ".join(title_lines(document.title)),
        "author": printable(document.signer),
        "keywords": [printable(f"{name}:{value}") for name, value in document.meta],
        "date": {"year": day.year, "month": day.month, "day": day.day},
        **_title(document.title),
        "addressee": addressee_text(document),
        "items": _items(document.blocks, document.figures, kept=True),
        "note": annex_note(document),
        "signature": {"signer": signed.signer, "date": signed.date},
        "annexes": [
            {
                "label": annex_label(number=number, total=len(document.annexes)),
                **_title(annex.title),
                "items": _items(annex.blocks, document.figures, kept=False),
            }
            for number, annex in enumerate(document.annexes, start=1)
        ],
        "colophon": _colophon(document),
    }
    return json.dumps(data, ensure_ascii=False)


def _colophon(document: Document) -> dict[str, Any] | None:
    if document.colophon is None:
        return None
    return {
        "label": COPIES_LABEL,
        **colophon_text(document.colophon)._asdict(),
        "size": COLOPHON_PT,
        "pitch": COLOPHON_PITCH_PT,
        "outer": OUTER_RULE_PT,
        "inner": INNER_RULE_PT,
    }


def _title(title: str) -> dict[str, Any]:
    shown = title_lines(title)
    return {"title-lines": shown, "title-height": title_block_lines(len(shown))}


def _items(blocks: tuple[Block, ...], figures: tuple[Figure, ...], *, kept: bool) -> list[dict[str, Any]]:
    """Return what is to be set. With `kept` a short last paragraph stays with the signature."""
    items: list[dict[str, Any]] = []
    for item in lines(blocks):
        if isinstance(item, Line):
            items.append(_line(item, figures))
        elif isinstance(item, Table):
            if item.columns:
                items.append(_table(item, figures))
        else:
            items.append(_chart(item))
    if kept and items and _is_short_paragraph(items[-1]):
        items[-1]["kind"] = "kept"
    return items


def _is_short_paragraph(item: dict[str, Any]) -> bool:
    return item["kind"] == "body" and sum(em_width(text) for _, text in item["runs"]) <= KEPT_EMS


def _line(line: Line, figures: tuple[Figure, ...]) -> dict[str, Any]:
    if line.level == 0:
        return {
            "kind": "body",
            "runs": [run for face, part in line.parts for run in _runs(part, face, figures)],
        }
    face = HEADING_FACES[line.level]
    # The heading's own face is set once around it: its runs say nothing of it.
    runs = [
        ("fang" if role == face else role, text)
        for part_face, part in line.parts
        for role, text in _runs(part, part_face, figures)
    ]
    return {"kind": "heading", "level": line.level, "face": face, "runs": runs}


def _runs(inlines: tuple[Inline, ...], face: str, figures: tuple[Figure, ...]) -> list[tuple[str, str]]:
    """Return (role, text) pairs, neighbours of one face joined so that lines break as one text."""
    runs: list[tuple[str, str]] = []
    for piece in inlines:
        role = (piece.style or face) if isinstance(piece, Text) else face
        text = printable(piece.text if isinstance(piece, Text) else figures[piece.index].text)
        if runs and runs[-1][0] == role:
            runs[-1] = (role, runs[-1][1] + text)
        else:
            runs.append((role, text))
    return runs


def _table(table: Table, figures: tuple[Figure, ...]) -> dict[str, Any]:
    plan = plan_table(table=table, figures=figures)
    names = [printable(name) for name in table.columns]
    rows = [[cell_text(cell, figures) for cell in row] for row in table.rows]
    tall = [_is_tall(row, plan) for row in rows]
    return {
        "kind": "table",
        "caption": printable(table.caption),
        "size": plan.size,
        "whole": plan.whole,
        "padding": CELL_PADDING_PT,
        "widths": plan.widths,
        "align": list(table.align.ljust(len(table.columns), "l")),
        "columns": names,
        "lines": [
            _row_lines(names, plan),
            *(UNKNOWN if breaks else _row_lines(row, plan) for row, breaks in zip(rows, tall, strict=True)),
        ],
        "cells": [(cell, breaks) for row, breaks in zip(rows, tall, strict=True) for cell in row],
    }


def _row_lines(row: list[str], plan: TablePlan) -> int:
    """Return how many lines high a row is, the number of its tallest cell, or UNKNOWN."""
    lines = [
        cell_lines(text=text, room=(width - 2 * CELL_PADDING_PT) / plan.size)
        for text, width in zip(row, plan.widths, strict=True)
    ]
    return max(lines) if all(lines) else UNKNOWN


def _is_tall(row: list[str], plan: TablePlan) -> bool:
    """Return whether a row may break over pages: one stays on a page unless it is taller than most of one."""
    return any(
        em_width(text) * plan.size**2 > _TALL_ROW_PT * width
        for text, width in zip(row, plan.widths, strict=True)
    )


def _chart(chart: Chart) -> dict[str, Any]:
    plan = plan_chart(chart)
    return {
        "kind": "chart",
        "caption": printable(chart.caption),
        "type": LABEL_PT,
        "width": plan.width,
        "height": plan.height,
        "rules": [(rule.kind, rule.x1, rule.y1, rule.x2, rule.y2) for rule in plan.rules],
        "bars": [(bar.x, bar.y, bar.width, bar.height) for bar in plan.bars],
        "dots": plan.dots,
        "words": [(word.x, word.y, word.text, word.anchor) for word in plan.words],
    }
