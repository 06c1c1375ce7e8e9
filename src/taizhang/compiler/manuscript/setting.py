"""The blocks of a manuscript become those of a document: numbers, tables, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from taizhang.compiler.desk import DERIVED
from taizhang.compiler.desk import Chip as Answer
from taizhang.compiler.document import Block, Chart, Heading, Inline, Paragraph, Table, Text
from taizhang.compiler.lines import sign
from taizhang.compiler.listing import RECORD_PEOPLE
from taizhang.compiler.manuscript.answers import TYPED, UNANSWERED
from taizhang.compiler.manuscript.findings import Teller
from taizhang.compiler.manuscript.model import (
    Block as Written,
)
from taizhang.compiler.manuscript.model import (
    ChartPlan,
    Chip,
    HeadingBlock,
    Line,
    ParagraphBlock,
    TableBlock,
    Words,
)
from taizhang.compiler.numbering import Numbering
from taizhang.compiler.tables import SUM_ROWS
from taizhang.compiler.wording.numbers import plain_number

PARTS = (f"{DERIVED}within", f"{DERIVED}reason")
"""What was worked out as a part of a count adds up to the whole again."""
Answering = Callable[[Chip], Answer]


class Setter:
    """Sets block after block, and tells what is found on the way."""

    def __init__(
        self,
        *,
        numbering: Numbering,
        answer: Answering,
        teller: Teller,
        adds_up: Callable[[str], bool],
    ) -> None:
        self._numbering, self._answer, self._teller, self._adds_up = numbering, answer, teller, adds_up
        self._counters = [0, 0, 0, 0]
        self._tables = self._charts = 0

    def set(self, block: Written) -> Iterator[Block]:
        """Yield what a block of the manuscript is in the document."""
        match block:
            case HeadingBlock(block_id, level, run_in, line):
                self._counters[level - 1] += 1
                self._counters[level:] = [0] * (4 - level)
                number = sign(level=level, count=self._counters[level - 1])
                self._teller.enter(level=level, heading=number + _plain(line).rstrip("。"))
                yield Heading(level, number, self._line(block_id, line), run_in)
            case ParagraphBlock(block_id, line):
                if any(isinstance(piece, Chip) or piece.text.strip() for piece in line):
                    yield Paragraph(self._line(block_id, line))
            case TableBlock():
                yield from self._table(block)

    def _table(self, table: TableBlock) -> Iterator[Block]:
        if not table.rows:
            self._teller.tell(f"表“{table.caption}”没有内容，请补上或删去这张表。", block=table.id)
            return
        caption = ""
        if table.caption:
            self._tables += 1
            caption = f"表{self._tables}　{table.caption}"
        rows = tuple(tuple(self._line(table.id, cell) for cell in row) for row in table.rows)
        if table.chart:
            yield from self._chart(table, table.chart)
        yield Table(caption, table.columns, rows, table.align)
        for column in range(1, len(table.columns)):
            self._check_total(table, column)

    def _chart(self, table: TableBlock, plan: ChartPlan) -> Iterator[Chart]:
        rows = [row for row in table.rows if _plain(row[0]).strip() not in SUM_ROWS]
        drawn = [self._alone(row[plan.column]) for row in rows]
        units = {answer.figure.unit for answer in drawn if answer is not None}
        if None in drawn or len(units) != 1:
            self._teller.tell(
                f"图“{plan.caption}”画不出来：“{table.columns[plan.column]}”一列每格要是一个报告数字，计量单位要一样。",
                block=table.id,
            )
            return
        self._charts += 1
        yield Chart(
            caption=f"图{self._charts}　{plan.caption}",
            kind=plan.kind,
            labels=tuple(_plain(row[0]).strip() for row in rows),
            values=tuple(answer.figure.value for answer in drawn if answer is not None),
            unit=units.pop(),
        )

    def _check_total(self, table: TableBlock, column: int) -> None:
        """Compare the figure of a sum row with what stands above it, where such figures add up."""
        above: list[Answer] = []
        for row in table.rows:
            answer = self._alone(row[column])
            if _plain(row[0]).strip() not in SUM_ROWS:
                above += [answer] if answer is not None else []
                continue
            if answer is None or len(above) < 2 or not all(map(self._summable, [answer, *above])):
                continue
            added = sum((one.number or Decimal(0) for one in above), Decimal(0))
            stated = answer.number or Decimal(0)
            if added != stated:
                self._teller.tell(
                    f"表“{table.caption}”“{table.columns[column]}”一列各行相加为{plain_number(added)}，"
                    f"合计为{plain_number(stated)}，请核对有无漏列的单位，或同一记录计入两个单位。",
                    block=table.id,
                )

    def _summable(self, answer: Answer) -> bool:
        """What was typed and the people of single records add up, and parts of a whole; a rate does not."""
        figure = answer.figure
        if figure.rule.startswith(DERIVED):
            return figure.rule in PARTS
        if figure.rule == UNANSWERED:
            return False
        return figure.rule in (TYPED, RECORD_PEOPLE) or self._adds_up(figure.rule)

    def _alone(self, cell: Line) -> Answer | None:
        """Return the figure of a cell that holds one figure and nothing else."""
        pieces = [piece for piece in cell if isinstance(piece, Chip) or piece.text.strip()]
        return self._answer(pieces[0]) if len(pieces) == 1 and isinstance(pieces[0], Chip) else None

    def _line(self, block: str, line: Line) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        for piece in line:
            if isinstance(piece, Words):
                inlines.append(Text(piece.text, piece.style))
                continue
            answer = self._answer(piece)
            inlines.append(self._numbering.ref(answer.serial))
            self._teller.look_at(piece, answer, block=block)
        self._teller.look_for_open_places(self._numbering.plain(tuple(inlines)), block=block)
        return tuple(inlines)


def _plain(line: Line) -> str:
    return "".join(piece.text for piece in line)
