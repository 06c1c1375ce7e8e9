"""The first manuscript of a report: what the template wrote, every figure a chip that can be asked again."""

from __future__ import annotations

import re
from dataclasses import replace

from taizhang.compiler.desk import DERIVED
from taizhang.compiler.document import (
    Chart,
    Document,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Table,
    Text,
    plain,
)
from taizhang.compiler.listing import RECORD_PEOPLE
from taizhang.compiler.manuscript.asks import (
    Ask,
    Derived,
    DerivedAsk,
    FestivalAsk,
    ReasonAsk,
    RecordAsk,
    RuleAsk,
)
from taizhang.compiler.manuscript.model import (
    Block,
    ChartPlan,
    Chip,
    HeadingBlock,
    Line,
    Manuscript,
    ParagraphBlock,
    TableBlock,
    Words,
)
from taizhang.kernel.period import Period, UnknownPeriod, parse_period
from taizhang.kernel.refusal import Refused

OWN = "本级"
_NUMBERED = re.compile(r"^[表图][0-9]+　")
_FESTIVAL = re.compile(r"（([^（）]+)）$")
_COMPARED: dict[str, tuple[Derived, str, str]] = {
    "difference": ("difference", "增加", "减少"),
    "growth": ("growth", "增长", "下降"),
}


def manuscript_of(*, document: Document, unit: int, period: str) -> Manuscript:
    """Return the manuscript that a compiled document is. `unit` and `period` (label) are the report's.

    Raises:  ManuscriptNotMade where a table has two charts.
    """
    return _Turning(document, unit, period).manuscript()


class ManuscriptNotMade(Refused):
    """The document holds what no manuscript can."""


class _Turning:
    def __init__(self, document: Document, unit: int, period: str) -> None:
        self._document = document
        self._unit, self._period = unit, period
        self._by_key = {figure.key: figure for figure in document.figures}
        self._blocks = self._chips = 0

    def manuscript(self) -> Manuscript:
        blocks: list[Block] = []
        chart: Chart | None = None
        for block in self._document.blocks:
            match block:
                case Heading(level, _, inlines, run_in):
                    blocks.append(HeadingBlock(self._block_id(), level, run_in, self._line(inlines)))
                case Paragraph(inlines):
                    blocks.append(ParagraphBlock(self._block_id(), self._line(inlines)))
                case Chart():
                    if chart is not None:
                        raise ManuscriptNotMade(
                            f"“{chart.caption}”和“{block.caption}”画的是同一张表，编辑器里一张表只画一张图。"
                            "请在模板里改成两张表，或在报告页填写段落。"
                        )
                    chart = block
                case Table():
                    blocks.append(self._table(block, chart))
                    chart = None
        return Manuscript(self._document.title, tuple(blocks))

    def _table(self, table: Table, chart: Chart | None) -> TableBlock:
        return TableBlock(
            id=self._block_id(),
            caption=_NUMBERED.sub("", table.caption),
            columns=table.columns,
            align=table.align,
            rows=tuple(tuple(self._line(cell) for cell in row) for row in table.rows),
            chart=self._chart(table, chart) if chart else None,
        )

    def _chart(self, table: Table, chart: Chart) -> ChartPlan:
        """Return the plan of a chart: its column is the first one that prints the chart's values."""
        labels = {label: row for row in table.rows if (label := plain(row[0], self._document.figures))}
        drawn = [labels[label] for label in chart.labels if label in labels]
        for column in range(1, len(table.columns)):
            values = [self._value(row[column]) for row in drawn]
            if tuple(values) == chart.values:
                return ChartPlan(chart.kind, column, _NUMBERED.sub("", chart.caption))
        return ChartPlan(chart.kind, 1, _NUMBERED.sub("", chart.caption))

    def _value(self, cell: tuple[Inline, ...]) -> str | None:
        if len(cell) == 1 and not isinstance(cell[0], Text):
            return self._document.figures[cell[0].index].value
        return None

    def _line(self, inlines: tuple[Inline, ...]) -> Line:
        return tuple(
            Words(piece.text, piece.style)
            if isinstance(piece, Text)
            else self._chip(self._document.figures[piece.index])
            for piece in inlines
        )

    def _chip(self, figure: Figure) -> Chip:
        self._chips += 1
        return Chip(f"c{self._chips:07d}", figure.text, "auto", self._ask(figure))

    def _ask(self, figure: Figure) -> Ask:
        if figure.rule == RECORD_PEOPLE:
            return RecordAsk(figure.sources[0].source)
        if not figure.derived_from:
            return self._rule_ask(figure)
        kind = figure.rule.removeprefix(DERIVED)
        bases = [self._by_key[key] for key in figure.derived_from]
        if kind == "festival":
            name = _FESTIVAL.search(figure.label)
            return FestivalAsk(name[1] if name else "", self._rule_ask(bases[0]))
        if kind == "reason":
            told = figure.label.removeprefix(f"{bases[0].label}（理由：").removesuffix("）")
            return ReasonAsk(told, self._rule_ask(bases[0]))
        first, second = (self._ask(base) for base in bases)
        if kind not in _COMPARED:
            return DerivedAsk("within" if kind == "within" else "share", first, second)
        compared, up, down = _COMPARED[kind]
        than = figure.label.removeprefix(f"{bases[0].label}比")
        return DerivedAsk(
            compared, first, second, than.removesuffix(up).removesuffix(down), than.endswith(up)
        )

    def _rule_ask(self, figure: Figure) -> RuleAsk:
        own = figure.unit_name.endswith(OWN)
        unit = None if figure.unit_id == self._unit else figure.unit_id
        ask = RuleAsk(figure.rule, unit, own, tags=figure.tags)
        return ask if figure.period == self._period else replace(ask, period=_period_text(figure))

    def _block_id(self) -> str:
        self._blocks += 1
        return f"b{self._blocks:07d}"


def _period_text(figure: Figure) -> str:
    """Return a text that means the figure's days: its label, where a label means days of its own."""
    try:
        period = parse_period(figure.period)
    except UnknownPeriod:
        period = None
    if period is not None and (period.start, period.until) == (figure.start, figure.until):
        return figure.period
    return Period("range", figure.start, figure.until, "").code
