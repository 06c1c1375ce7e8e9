"""From lines to an old report: repair, then structure, then claims and gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from taizhang.reading.claims.claims import Claim, claims_of
from taizhang.reading.claims.placeholders import Placeholder, placeholders_of
from taizhang.reading.claims.table_claims import claims_of_table
from taizhang.reading.lines import Line
from taizhang.reading.mending import Doubt, Repair
from taizhang.reading.old_report import OldReport
from taizhang.reading.repairing import repair_lines
from taizhang.reading.structure.dates import is_date_line, read_day, split_trailing_day
from taizhang.reading.structure.sections import section_paths, sections_of, understood
from taizhang.reading.structure.signs import heading_sign


def understand(
    *, lines: tuple[Line, ...], repairs: tuple[Repair, ...] = (), doubts: tuple[Doubt, ...] = ()
) -> OldReport:
    """Return the report that the lines make. `repairs` and `doubts` are those of the file's reader."""
    repaired = repair_lines(lines)
    known = understood(repaired.lines)
    sections = sections_of(known)
    paths = section_paths(lines=known, sections=sections)
    signature, date, date_doubts = _signed(known)
    return OldReport(
        title=_joined(known, "title"),
        addressee=_joined(known, "addressee").rstrip("：:"),
        signature=signature,
        date=date,
        lines=known,
        sections=sections,
        claims=tuple(_claims(known, paths)),
        placeholders=tuple(
            gap for line, path in zip(known, paths, strict=True) for gap in _placeholders(line, path)
        ),
        repairs=repairs + repaired.repairs,
        doubtful=doubts + repaired.doubts + date_doubts,
    )


def _joined(lines: tuple[Line, ...], role: str) -> str:
    return "\n".join(line.text for line in lines if line.role == role)


def _signed(lines: tuple[Line, ...]) -> tuple[str, dt.date | None, tuple[Doubt, ...]]:
    """Return signature and date, and a doubt when the date is not a whole day."""
    signers = []
    dates = [line for line in lines if line.role == "date"]
    for line in lines:
        if line.role != "signature":
            continue
        signer, trailing = split_trailing_day(line.text)
        signers.append(signer)
        if trailing and is_date_line(trailing):
            dates.append(Line(trailing, line.number))
    days = [day for line in dates if (day := read_day(line.text)) is not None]
    doubts = tuple(
        Doubt(line.text, "成文日期不完整或不存在，请补上年月日，例如 2019年12月5日。", line.number)
        for line in dates
        if read_day(line.text) is None
    )
    return "\n".join(signers), days[-1] if days else None, doubts


def _claims(lines: tuple[Line, ...], paths: tuple[str, ...]) -> Iterator[Claim]:
    """Yield the claims of headings, body and tables in their order."""
    for table, group in groupby(zip(lines, paths, strict=True), key=lambda pair: pair[0].table):
        placed = list(group)
        if table:
            rows = tuple(line.fresh for line, _ in placed)
            yield from claims_of_table(rows=rows, section=placed[0][1])
            continue
        for line, path in placed:
            if line.role in ("heading", "body"):
                sign = heading_sign(line.text) if line.role == "heading" else None
                yield from claims_of(text=line.text, section=path, start=sign.length if sign else 0)


def _placeholders(line: Line, path: str) -> tuple[Placeholder, ...]:
    text = "\t".join(line.fresh) if line.fresh else line.text
    return tuple(placeholders_of(text=text, section=path))
