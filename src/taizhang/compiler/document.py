"""A document: what a compiled report is before anybody renders it. Pure data, no layout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from taizhang.kernel.plain_data import plain_data
from taizhang.kernel.source_ref import SourceRef

MISSING = "—"
"""How a figure with nothing behind it prints. Never 0, never stars."""


@plain_data
class Figure:
    """One number of a report with everything it stands on.

    `value` is a decimal string ("1274.5") or None when nothing is behind it; `text` is what the
    report prints. `unit` is the unit of measure (场, 人次, %); percentages are 0-100. `start` and
    `until` bound the period, half-open. `position` is the sealed journal position. `sources` are
    all sources counted, in order of day, then number. `derived_from` holds the keys of the figures
    it was worked out from ("f1", "f2"); such a figure's rule begins with "derived." and it stands
    on the sources of those figures. `tags` are those that the rule was narrowed to ("task:3"), sorted,
    and `only` says them in words; its `definition` is that of the rule alone.
    """

    key: str
    rule: str
    rule_version: int
    label: str
    definition: str
    value: str | None
    text: str
    unit: str
    period: str
    start: dt.date
    until: dt.date
    unit_id: int
    unit_name: str
    position: int
    sources: tuple[SourceRef, ...] = ()
    derived_from: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    only: str = ""

    def numbered(self, *, key: str, definition: str, derived_from: tuple[str, ...]) -> Figure:
        """Return the figure as it stands in its document. Written out: `replace` takes twice as long, 137 times a report."""
        return Figure(
            key, self.rule, self.rule_version, self.label, definition, self.value, self.text, self.unit, self.period,
            self.start, self.until, self.unit_id, self.unit_name, self.position, self.sources, derived_from,
            self.tags, self.only,
        )  # fmt: skip

    @property
    def is_missing(self) -> bool:
        return self.value is None

    @property
    def meaning(self) -> str:
        """What is counted: the rule's definition, and what it was narrowed to."""
        return f"{self.definition.rstrip('。')}；只计{self.only}。" if self.only else self.definition


@plain_data
class Text:
    """A run of plain text. `style` "kai" or "hei" marks a lead-in; "" is the block's own face."""

    text: str
    style: Literal["", "kai", "hei"] = ""


@plain_data
class FigureRef:
    """The place in a line where `Document.figures[index]` is printed."""

    index: int


Inline = Text | FigureRef


@plain_data
class Heading:
    """A numbered heading. Level 1 一、, 2 （一）, 3 1., 4 （1）. `number` holds that sign.

    With `run_in` the paragraph that follows stands on the same line, after the heading.
    """

    level: Literal[1, 2, 3, 4]
    number: str
    inlines: tuple[Inline, ...]
    run_in: bool = False


@plain_data
class Paragraph:
    """A paragraph of the body."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has as many cells as `columns`. `align` is one letter a column: l, c, r."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar or line chart of one series. `values` are decimal strings, None where missing."""

    caption: str
    kind: Literal["bar", "line"]
    labels: tuple[str, ...]
    values: tuple[str | None, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: a new page, "附件1" on its first line, its title centred, then its blocks."""

    title: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stops the sign-off: what, where, and the remedy, in Chinese."""

    kind: Literal["missing-figure", "placeholder", "length", "other"]
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Colophon:
    """The colophon (版记) at the foot of the last page: 抄送, and who issued the document on which day.

    `copies_to` holds the bodies that get a copy, without 抄送： and without marks at the end.
    """

    copies_to: tuple[str, ...]
    issuer: str
    issued_on: dt.date


@dataclass(frozen=True, slots=True)
class Document:
    """A compiled report.

    `title` may hold line breaks. `addressee` is 主送机关 without its colon, "" for none. `signer`
    and `signed_on` are 署名 and 成文日期; an old report may have no date, and none is made up.
    `figures` are in order of first appearance. `meta` holds the facts for archives: 全宗号, 年度,
    保管期限, 机构, 件号 … as pairs, in a fixed order. `colophon` is 版记, None for none.
    """

    title: str
    subject: str
    genre: str
    addressee: str
    blocks: tuple[Block, ...]
    signer: str
    signed_on: dt.date | None
    figures: tuple[Figure, ...] = ()
    annexes: tuple[Annex, ...] = ()
    findings: tuple[Finding, ...] = ()
    meta: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    colophon: Colophon | None = None


def plain(inlines: tuple[Inline, ...], figures: tuple[Figure, ...]) -> str:
    """Return the line as a reader sees it."""
    return "".join(
        [piece.text if isinstance(piece, Text) else figures[piece.index].text for piece in inlines]
    )
