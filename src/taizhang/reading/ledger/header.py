"""Finding the header: title lines above it, two rows of labels, merged labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.kernel.refusal import Refused
from taizhang.reading.gate import CellValue, Sheet
from taizhang.reading.ledger.columns import Column, bare_label, label_score, normal_label
from taizhang.reading.ledger.merging import MergedAreas
from taizhang.reading.ledger.wording import shown

LOOKED_AT = 20
"""Rows in which the header is looked for."""
_TALLEST = 3
_LONGEST_PART = 8
_EXACT = 100
_TOTAL_WORDS = ("合计", "总数", "总计", "小计", "共计", "总人数", "人数", "人次", "数量")
_START_WORDS = ("开始", "起", "起始", "自", "从")
_END_WORDS = ("结束", "止", "截止", "终止", "至", "到")


class HeaderNotFound(Refused):
    """No row of the sheet names the columns that a ledger must have."""


@dataclass(frozen=True)
class Header:
    """Where the labels stand (rows from 0, `last_row` within) and which column fills which field.

    `date_parts` are the columns of a date that is split into 年, 月 and 日, of which 年 may lack;
    `month_column` is one of months beside a column of dates that may name days alone.
    """

    first_row: int
    last_row: int
    labels: tuple[str, ...]
    columns: Mapping[str, int]
    score: int
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    date_parts: Mapping[str, tuple[int | None, int, int]] = field(default_factory=dict)
    month_column: int | None = None


def find_header(
    *, sheet: Sheet, columns: Sequence[Column]
) -> tuple[Header, list[tuple[int, list[CellValue]]]]:
    """Return the header and the rows above and within it, as they were read.

    Raises HeaderNotFound, naming the columns that must be there.
    """
    top: list[tuple[int, list[CellValue]]] = []
    for numbered in sheet.rows():
        top.append(numbered)
        if len(top) >= LOOKED_AT + _TALLEST:
            break
    if not any(cell != "" for _, row in top for cell in row):
        raise HeaderNotFound(f"工作表“{sheet.name}”的前 {LOOKED_AT} 行是空的，没有表头。")
    areas = MergedAreas(sheet.merged)
    plain = [row for _, row in top]
    filled = [areas.filled(index, row) for index, row in enumerate(plain)]
    candidates = [
        _header_at(index, bottom, filled, plain, columns)
        for index in range(min(LOOKED_AT, len(filled)))
        for bottom in _bottoms(index, sheet, plain)
    ]
    complete = [header for header in candidates if not header.missing]
    if not complete:
        raise _not_found(sheet.name, candidates, columns)
    best = max(
        complete, key=lambda header: (header.score, -header.first_row, header.first_row - header.last_row)
    )
    return best, top


def _not_found(name: str, candidates: Sequence[Header], columns: Sequence[Column]) -> HeaderNotFound:
    best = max(candidates, key=lambda header: header.score)
    needed = "、".join(f"“{column.label}”" for column in columns if column.required)
    if best.score >= _EXACT:
        missing = "、".join(f"“{label}”" for label in best.missing)
        return HeaderNotFound(
            f"工作表“{name}”第 {best.first_row + 1} 行像是表头，但没有{missing}这一列；请补上，或把列名改成{missing}。"
        )
    return HeaderNotFound(
        f"工作表“{name}”的前 {LOOKED_AT} 行里找不到表头；表头要有{needed}这几列，请核对是否选对了文件和工作表。"
    )


def _bottoms(index: int, sheet: Sheet, plain: Sequence[Sequence[CellValue]]) -> list[int]:
    """Return the rows that the header beginning at `index` may end at."""
    tall = [
        last[0]
        for first, last in sheet.merged
        if first[0] == index and index < last[0] < min(index + _TALLEST, len(plain))
    ]
    if tall:
        return [max(tall)]
    below = index + 1
    if below >= len(plain):
        return [index]
    if _names_parts(plain[index], plain[below]):
        return [below]
    grouped = any(first[0] == last[0] == index and last[1] > first[1] for first, last in sheet.merged)
    return [index, below] if grouped else [index]


def _names_parts(row: Sequence[CellValue], below: Sequence[CellValue]) -> bool:
    """Tell whether the row below only names parts of labels: labels that nobody merged.

    It has short words where the row has a gap, and nothing below most labels.
    """
    labels = [index for index, cell in enumerate(row) if isinstance(cell, str) and cell.strip()]
    parts = [index for index, cell in enumerate(below) if cell != ""]
    short_words = all(
        isinstance(below[index], str)
        and not re.search(r"[0-9０-９:：]", shown(below[index]))
        and len(shown(below[index]).strip()) <= _LONGEST_PART
        for index in parts
    )
    bare = sum(index >= len(below) or below[index] == "" for index in labels)
    fills_a_gap = any(index >= len(row) or row[index] == "" for index in parts)
    return len(labels) >= 2 and fills_a_gap and short_words and 2 * bare >= len(labels)


def _header_at(
    first: int,
    last: int,
    filled: Sequence[Sequence[CellValue]],
    plain: Sequence[Sequence[CellValue]],
    columns: Sequence[Column],
) -> Header:
    labels = _flattened(filled[first : last + 1], plain[first : last + 1])
    mapping, score, notes = _assign(labels, columns)
    parts = _split_date(labels)
    date_parts = {}
    for column in columns:
        if (
            parts
            and column.required
            and column.type == "date"
            and mapping.get(column.field) in (None, *parts)
        ):
            mapping[column.field] = parts[1]
            date_parts[column.field] = parts
            score += 200
    missing = tuple(column.label for column in columns if column.required and column.field not in mapping)
    if any(len({shown(cell).strip() for cell in row} - {""}) < 2 for row in filled[first : last + 1]):
        # A title in one merged cell is no row of labels.
        score, missing = 0, missing or ("",)
    month_column = None if date_parts else _month_column(labels, mapping)
    return Header(first, last, labels, mapping, score, notes, missing, date_parts, month_column)


def _month_column(labels: Sequence[str], mapping: Mapping[str, int]) -> int | None:
    """Return the column of months, where no field is read from it."""
    for index, label in enumerate(labels):
        if normal_label(label.rpartition(" / ")[2]) in ("月份", "月") and index not in mapping.values():
            return index
    return None


def _split_date(labels: Sequence[str]) -> tuple[int | None, int, int] | None:
    """Return the columns of 年, 月 and 日 when each stands alone, side by side."""
    parts = [normal_label(label.rpartition(" / ")[2]) for label in labels]
    for index in range(len(parts) - 1):
        if parts[index : index + 2] == ["月", "日"]:
            return (index - 1 if index and parts[index - 1] == "年" else None), index, index + 1
    return None


def _flattened(
    filled: Sequence[Sequence[CellValue]], plain: Sequence[Sequence[CellValue]]
) -> tuple[str, ...]:
    """Join the labels of several rows with " / ", each said once."""
    width = max(len(row) for row in filled)
    rows = [[shown(cell).strip() for cell in row] + [""] * (width - len(row)) for row in filled]
    for index, row in enumerate(rows[:-1]):
        # A group label that was not merged belongs to the empty cells on its right with labels below.
        for column in range(1, width):
            if (
                not row[column]
                and rows[index + 1][column]
                and row[column - 1]
                and rows[index + 1][column - 1]
            ):
                row[column] = row[column - 1]
    labels = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            text = re.sub(r"\s+", "", row[column])
            if text and text not in parts:
                parts.append(text)
        labels.append(" / ".join(parts))
    return tuple(labels)


def _assign(labels: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], int, tuple[str, ...]]:
    """Give each field its best column, required fields first; ties between partial fits go to none."""
    mapping: dict[str, int] = {}
    notes: list[str] = []
    total = 0
    ordered = [c for c in columns if c.required] + [c for c in columns if not c.required]
    exact_elsewhere = {
        index for index, label in enumerate(labels) if max(_score(label, c) for c in columns) > _EXACT
    }
    for column in ordered:
        scores = [
            (0 if index in mapping.values() else _score(label, column), -index)
            for index, label in enumerate(labels)
        ]
        best, place = max(scores, default=(0, 0))
        index = -place
        if best == 0 or (best <= _EXACT and index in exact_elsewhere):
            continue
        ties = [labels[-at] for score, at in scores if score == best]
        if best <= _EXACT and len(ties) > 1:
            told = "、".join(f"“{label}”" for label in ties)
            notes.append(f"{told}都像“{column.label}”，分不清以哪一列为准，都没有采用")
            continue
        mapping[column.field] = index
        total += best
        if best <= _EXACT and not column.ignored:
            notes.append(f"把“{labels[index]}”这一列当作“{column.label}”")
    return mapping, total, tuple(notes)


def _score(label: str, column: Column) -> int:
    """Weigh a label, of a group and its part too: 参加人数 / 合计, 活动时间 / 结束."""
    if not label:
        return 0
    if " / " not in label:
        return label_score(label=label, column=column)
    group, _, part = label.rpartition(" / ")
    part_name = bare_label(part)
    if part_name in _END_WORDS:
        return 150 if column.ends and bare_label(group).endswith(("时间", "日期")) else 0
    if part_name in _START_WORDS + _TOTAL_WORDS:
        return 0 if column.ends else max(label_score(label=group, column=column), 0)
    return max(
        label_score(label=normal_label(group) + normal_label(part), column=column),
        label_score(label=part, column=column),
    )
