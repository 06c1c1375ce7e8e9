"""Tables and charts of a filled-in template, and the totals that must agree with their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from taizhang.compiler.document import Block, Chart, Finding, Inline, Table
from taizhang.compiler.lines import inlines
from taizhang.compiler.markup import TOKEN, TOKEN_CLOSE, TOTAL_CLOSE, bare
from taizhang.compiler.numbering import Numbering
from taizhang.compiler.wording.numbers import plain_number
from taizhang.kernel.refusal import Refused

_RULE: Final = re.compile(r":?-+:?")
_CAPTION: Final = re.compile(r"(?:表|图（(柱|线)(?:，([^）]+))?）)[：:](.*)")
SUM_ROWS: Final = ("合计", "总计", "小计", "全部")


class TableRefused(Refused):
    """A table of the template cannot be set."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The line over a table: its name, and for a chart (`kind` 柱 or 线) the column that is drawn."""

    text: str
    kind: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table with its charts, and what was found when its totals were checked."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


def caption_of(line: str) -> Caption | None:
    """Return the caption that a line is (表：…, 图（柱）：…, 图（线，列名）：…), or None."""
    match = _CAPTION.fullmatch(line) if line.startswith(("表", "图")) else None
    if match is None:
        return None
    kind, column, text = match.groups()
    return Caption(bare(text).strip(), kind or "", bare(column or "").strip())


class TableReader:
    """Reads pipe tables. Captions are numbered 表1, 图1 through the document."""

    def __init__(self, *, numbering: Numbering) -> None:
        self._numbering = numbering
        self._tables = 0
        self._charts = 0

    def read(self, *, rows: Sequence[str], captions: Sequence[Caption], place: str) -> Drawn:
        """Return the charts that the captions ask for and the table; nothing when it has no rows.

        Raises:  TableRefused when columns do not fit, or a chart's column is missing or has no numbers.
        """
        name = f"{place}的表" if not captions else f"表“{captions[0].text}”"
        if any(TOKEN.search(caption.text) for caption in captions):
            raise TableRefused(f"{place}的表名或图名里不能放报告数字，请移到正文。")
        header, align, cells = _split_table(rows, name)
        if not cells:
            told = f"{name}没有内容，已略去。请核对期间和单位，或从模板中删去这张表。"
            return Drawn((), (Finding("other", told, place),))
        serials = [list(map(_serial, row)) for row in cells]
        body = tuple(map(self._row, cells, serials))
        # The charts' columns were numbered with the table's cells, so both print the same figures.
        charts = [self._chart(caption, header, cells, serials, name) for caption in captions if caption.kind]
        title = next((caption.text for caption in captions if not caption.kind), "")
        if title:
            self._tables += 1
            title = f"表{self._tables}　{title}"
        table = Table(title, header, body, align)
        return Drawn((*charts, table), self._totals(header, cells, serials, name, place))

    def _row(self, cells: list[str], serials: list[int | None]) -> tuple[tuple[Inline, ...], ...]:
        return tuple(
            [
                inlines(cell, self._numbering) if serial is None else (self._numbering.ref(serial),)
                for cell, serial in zip(cells, serials, strict=True)
            ]
        )

    def _chart(
        self,
        caption: Caption,
        header: tuple[str, ...],
        cells: list[list[str]],
        serials: list[list[int | None]],
        name: str,
    ) -> Chart:
        index = _column(caption, header, name)
        drawn = [place for place, row in enumerate(cells) if bare(row[0]).strip() not in SUM_ROWS]
        shown = [serials[place][index] for place in drawn]
        if None in shown or any(TOKEN.search(cells[place][0]) for place in drawn):
            raise TableRefused(
                f"图“{caption.text}”画不出来：“{header[index]}”一列每格只能是一个报告数字，第一列只能是文字。"
            )
        figures = [self._numbering.figure(serial) for serial in shown if serial is not None]
        units = {figure.unit for figure in figures}
        if len(units) != 1:
            raise TableRefused(f"图“{caption.text}”画不出来：“{header[index]}”一列的计量单位不一致。")
        self._charts += 1
        return Chart(
            caption=f"图{self._charts}　{caption.text}",
            kind=_KINDS[caption.kind],
            labels=tuple(bare(cells[place][0]).strip() for place in drawn),
            values=tuple(figure.value for figure in figures),
            unit=units.pop(),
        )

    def _totals(
        self,
        header: tuple[str, ...],
        cells: list[list[str]],
        serials: list[list[int | None]],
        name: str,
        place: str,
    ) -> tuple[Finding, ...]:
        """Compare each figure marked as a total with the sum of the cells above it."""
        found: list[Finding] = []
        for index, column in enumerate(header):
            for height, row in enumerate(cells):
                stated = serials[height][index] if TOTAL_CLOSE in row[index] else None
                if stated is None:
                    continue
                total = self._numbering.figure(stated).value
                above = [earlier[index] for earlier in serials[:height]]
                values = [self._numbering.figure(serial).value for serial in above if serial is not None]
                told = _disagreement(total, [value for value in values if value is not None])
                if told:
                    found.append(Finding("other", f"{name}“{column}”一列{told}", place))
        return tuple(found)


_KINDS: Final[dict[str, Literal["bar", "line"]]] = {"柱": "bar", "线": "line"}


def _disagreement(total: str | None, values: list[str]) -> str:
    added = sum((Decimal(value) for value in values), Decimal(0))
    stated = Decimal(total or 0)
    if added == stated:
        return ""
    return (
        f"各行相加为{plain_number(added)}，合计为{plain_number(stated)}，"
        f"相差{plain_number(abs(stated - added))}。请核对有无漏列的单位，或同一记录计入两个单位。"
    )


def _serial(cell: str) -> int | None:
    """Return the serial number of the figure that the cell is, None where it is anything else."""
    match = TOKEN.fullmatch(bare(cell).strip()) if TOKEN_CLOSE in cell else None
    return int(match.group(1)) if match else None


def _column(caption: Caption, header: tuple[str, ...], name: str) -> int:
    if len(header) < 2:
        raise TableRefused(f"图“{caption.text}”画不出来：{name}至少要有两列。")
    if not caption.column:
        return 1
    if caption.column not in header[1:]:
        raise TableRefused(
            f"图“{caption.text}”要画的“{caption.column}”一列不在表中，可用的列有：{'、'.join(header[1:])}。"
        )
    return header.index(caption.column, 1)


def _split_table(rows: Sequence[str], name: str) -> tuple[tuple[str, ...], str, list[list[str]]]:
    split = [[cell.strip() for cell in row[1:].removesuffix("|").split("|")] for row in rows]
    if len(split) < 2 or not all(_RULE.fullmatch(cell) for cell in split[1]):
        raise TableRefused(f"{name}第二行应是“|---|---|”，用来分开表头和内容，请补上。")
    header = tuple(bare(cell).strip() for cell in split[0])
    if any(TOKEN.search(cell) for cell in header):
        raise TableRefused(f"{name}的表头里不能放报告数字。")
    for number, row in enumerate(split[1:], start=2):
        if len(row) != len(header):
            raise TableRefused(f"{name}第{number}行有{len(row)}格，表头有{len(header)}格，请改成一样多。")
    align = "".join(_align(cell) for cell in split[1])
    return header, align, split[2:]


def _align(rule: str) -> str:
    if rule.endswith(":"):
        return "c" if rule.startswith(":") else "r"
    return "l"
