"""Claims of a table: a bare number in a cell counts what its row and its column are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from taizhang.kernel.quantity import NotANumber, Quantity, read_quantity
from taizhang.kernel.quantity_grammar import MEASURE_WORDS
from taizhang.reading.claims.claims import Claim, claim_from, claims_of

_UNIT = re.compile(r"[（(]\s*(?:单位[：:]\s*)?([^（()）]{1,6})\s*[）)]$")
_NO_COUNT = re.compile("序号|编号|年份|年度|日期|时间|电话|手机|邮编|号码|代码|身份|备注|名次|期数|文号")
_YEAR = re.compile("(?:19|20)[0-9]{2}年?")
_BARE_NUMBER = re.compile("[0-9０-９][0-9０-９.,，]*")


def claims_of_table(*, rows: tuple[tuple[str, ...], ...], section: str) -> Iterator[Claim]:
    """Yield the claims of a table, row by row.

    The first row gives the columns their names when no cell of it is a bare number. A merged
    value must stand only in its first row. Without a unit in the column's name (参加人数（人）,
    参加人次) or in the cell the unit is "".
    """
    header = rows[0] if rows and not any(map(_is_bare, rows[0])) else ()
    if header:
        for cell in header:
            yield from claims_of(text=cell, section=section)
    for row in rows[1:] if header else rows:
        yield from _claims_of_row(row, header, section)


def _claims_of_row(row: tuple[str, ...], header: tuple[str, ...], section: str) -> Iterator[Claim]:
    label = next((cell for cell in row if cell and not _is_bare(cell)), "")
    shown = " ".join(cell for cell in row if cell)
    for column, cell in enumerate(row):
        title = header[column] if column < len(header) else ""
        unit = _UNIT.search(title)
        name = title[: unit.start()].strip() if unit else title
        what = " ".join(part for part in (label if label != cell else "", name) if part)
        found = list(claims_of(text=cell, section=section))
        if found:
            # 约1500 in a column 服务时长（小时） counts hours.
            title_unit = unit[1] if unit else _unit_of_name(name)
            yield from (
                replace(claim, counted=claim.counted or what, unit=claim.unit or title_unit)
                for claim in found
            )
        elif _is_bare(cell) and not _NO_COUNT.search(title or label):
            quantity = _read(cell)
            if quantity is not None:
                with_unit = replace(quantity, unit=unit[1] if unit else _unit_of_name(name or label))
                yield claim_from(quantity=with_unit, counted=what, text=shown, section=section)


def _is_bare(cell: str) -> bool:
    return _BARE_NUMBER.fullmatch(cell) is not None


def _read(cell: str) -> Quantity | None:
    """Return the quantity of a bare cell; years and unreadable numbers are none."""
    if _YEAR.fullmatch(cell):
        return None
    try:
        return read_quantity(cell)
    except NotANumber:
        return None


def _unit_of_name(name: str) -> str:
    """Return the measure word that a column's name ends in: 参加人次 counts 人次."""
    return next((name[-size:] for size in (3, 2) if name[-size:] in MEASURE_WORDS), "")
