"""An old report as a Document, so that every renderer can write it in the official layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from taizhang.compiler.document import Block, Document, Finding, Heading, Paragraph, Table, Text
from taizhang.reading.lines import Line
from taizhang.reading.old_report import OldReport
from taizhang.reading.structure.headings import split_heading
from taizhang.reading.structure.signs import heading_sign

_PRINTED = {1: "{}、", 2: "{}", 3: "{}.", 4: "{}"}
_Level = Literal[1, 2, 3, 4]


def to_document(report: OldReport) -> Document:
    """Return the report as a document: nothing added, gaps and doubts as findings.

    `signed_on` is None where the report has no full date: none is made up. Lines above the title
    and below the signature (document number, 抄送) go into `meta` under 版头 and 版记.
    """
    return Document(
        title=report.title,
        subject="",
        genre="",
        addressee=report.addressee,
        blocks=tuple(_blocks(report.lines)),
        signer=report.signature,
        signed_on=report.date,
        findings=tuple(_findings(report)),
        meta=tuple(
            (label, line.text)
            for role, label in (("head", "版头"), ("colophon", "版记"))
            for line in report.lines
            if line.role == role
        ),
    )


def _blocks(lines: tuple[Line, ...]) -> Iterator[Block]:
    for table, group in groupby(lines, key=lambda line: line.table):
        if table:
            yield _table(tuple(group))
            continue
        for line in group:
            if line.role == "heading":
                yield from _heading(line)
            elif line.role in ("body", "annex-note", "annex"):
                yield Paragraph((Text(line.text),))


def _heading(line: Line) -> Iterator[Block]:
    sign = heading_sign(line.text)
    if sign is None:
        yield Heading(_level(line.level or 1), "", (Text(line.text),))
        return
    rest = line.text[sign.length :]
    heading, text = split_heading(rest)
    number = _printed(sign.level, sign.number)
    if not heading:
        yield Paragraph((Text(number + text),))
        return
    stop = rest[len(heading) : len(heading) + 1] if text or rest != heading else ""
    yield Heading(_level(sign.level), number, (Text(heading + stop),), run_in=bool(text))
    if text:
        yield Paragraph((Text(text),))


def _printed(level: int, number: str) -> str:
    return number if level == 1 and number.startswith("第") else _PRINTED[level].format(number)


def _level(level: int) -> _Level:
    levels: dict[int, _Level] = {1: 1, 2: 2, 3: 3, 4: 4}
    return levels[level]


def _table(rows: tuple[Line, ...]) -> Table:
    first, rest = rows[0], rows[1:]
    return Table(
        caption="",
        columns=first.cells,
        rows=tuple(tuple((Text(cell),) if cell else () for cell in row.cells) for row in rest),
        align="l" * len(first.cells),
    )


def _findings(report: OldReport) -> Iterator[Finding]:
    for gap in report.placeholders:
        yield Finding("placeholder", f"“{gap.mark}”处缺少内容：{gap.text}。请补上。", gap.section)
    for doubt in report.doubtful:
        yield Finding("other", f"{doubt.text}：{doubt.reason}", f"第{doubt.line}行" if doubt.line else "")
