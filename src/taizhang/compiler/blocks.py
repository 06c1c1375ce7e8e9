"""Reading a filled-in template: lines of Markdown become numbered headings, paragraphs, tables and charts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from taizhang.compiler.document import Block, Finding, Heading, Paragraph
from taizhang.compiler.lines import enumerated, inlines, sign
from taizhang.compiler.markup import BREAK, TOKEN, bare
from taizhang.compiler.numbering import Numbering
from taizhang.compiler.tables import Caption, TableReader, caption_of
from taizhang.kernel.refusal import Refused

_HEADING: Final = re.compile(r"(#{1,5})[ \t]*(.*)")
_ITEM: Final = re.compile(r"-[ \t]+(.*)")
_RUN_IN_MARK: Final = "//"


class LayoutRefused(Refused):
    """The filled-in text has no title, or a heading or a caption that cannot be set."""


@dataclass(frozen=True, slots=True)
class Body:
    """A text that has been read. `title` has one line or more."""

    title: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def read_blocks(*, text: str, numbering: Numbering) -> Body:
    """Return the blocks of a filled-in template; its figures are numbered as they appear.

    Raises:  LayoutRefused, and the refusals of tables, charts and broken figures.
    """
    reader = _Reader(numbering)
    for line in text.replace(BREAK, f"\n{BREAK}\n").split("\n"):
        reader.take(line.strip(" \t\u3000"))
    return reader.finish()


class _Reader:
    """Stands somewhere in the text: under `path`, with at most one of a paragraph, list or table open."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._tables = TableReader(numbering=numbering)
        self._title: list[str] = []
        self._blocks: list[Block] = []
        self._findings: list[Finding] = []
        self._path: list[str] = []
        self._counters = [0, 0, 0, 0]
        self._captions: list[Caption] = []
        self._lines: list[str] = []
        self._items: list[str] = []
        self._rows: list[str] = []
        self._gap = False

    def take(self, line: str) -> None:
        if line.startswith("|"):
            self._close(but="rows")
            self._rows.append(line)
        elif line == BREAK:
            # Between two items of a list a blank line ends nothing: the next line will tell.
            self._close(but="items")
            self._gap = True
        elif not line:
            return  # left by a condition or a loop
        elif line.startswith("#") and (match := _HEADING.fullmatch(line)):
            self._close()
            self._heading(signs=len(match.group(1)), text=match.group(2).strip())
        elif caption := caption_of(line):
            self._close()
            self._captions.append(caption)
        elif line.startswith("-") and (match := _ITEM.fullmatch(line)):
            self._close(but="items")
            self._items.append(match.group(1))
            self._gap = False
        elif self._items and not self._gap:
            self._items[-1] += line
        else:
            self._close(but="lines")
            self._lines.append(line)

    def finish(self) -> Body:
        self._close()
        if self._captions:
            raise LayoutRefused(f"“{self._captions[0].text}”下面没有表格，请在这一行下面写表格。")
        if not self._title:
            raise LayoutRefused("报告没有标题：模板里要有一行“# 标题”。")
        return Body("\n".join(self._title), settled(self._blocks), tuple(self._findings))

    def _heading(self, *, signs: int, text: str) -> None:
        if signs == 1:
            self._title_line(text)
            return
        run_in = text.endswith((_RUN_IN_MARK, "。"))
        text = text.removesuffix(_RUN_IN_MARK).rstrip()
        if not bare(text):
            raise LayoutRefused(f"{self._place()}有一个没有文字的小标题，请补上。")
        level = cast(Literal[1, 2, 3, 4], signs - 1)
        self._counters[level - 1] += 1
        self._counters[level:] = [0] * (4 - level)
        number = sign(level=level, count=self._counters[level - 1])
        line = inlines(text, self._numbering)
        self._blocks.append(Heading(level, number, line, run_in))
        self._path[level - 1 :] = [number + self._numbering.plain(line).rstrip("。")]

    def _title_line(self, text: str) -> None:
        if TOKEN.search(text):
            raise LayoutRefused("标题里不能放报告数字，请移到正文。")
        if self._blocks:
            raise LayoutRefused("“# 标题”只能写在最前面，正文里的小标题从“## ”开始。")
        if bare(text):
            self._title.append(bare(text))

    def _close(self, *, but: Literal["", "lines", "items", "rows"] = "") -> None:
        """End what is open, except what the next line may go on with."""
        if self._rows and but != "rows":
            rows, self._rows = self._rows, []
            captions, self._captions = self._captions, []
            drawn = self._tables.read(rows=rows, captions=captions, place=self._place())
            self._blocks.extend(drawn.blocks)
            self._findings.extend(drawn.findings)
        if self._items and but != "items":
            items, self._items = self._items, []
            self._paragraph(enumerated(items))
        if self._lines and but != "lines":
            lines, self._lines = self._lines, []
            self._paragraph("".join(lines))

    def _paragraph(self, text: str) -> None:
        if bare(text).strip():
            self._blocks.append(Paragraph(inlines(text.strip(), self._numbering)))

    def _place(self) -> str:
        return " ".join(self._path) or "正文开头"


def settled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks as they are set: a heading runs in only where a paragraph follows it."""
    told: list[Block] = []
    for index, block in enumerate(blocks):
        follows = index + 1 < len(blocks) and isinstance(blocks[index + 1], Paragraph)
        if isinstance(block, Heading) and block.run_in and not follows:
            block = Heading(block.level, block.number, block.inlines)
        told.append(block)
    return tuple(told)
