"""What stops the sign-off of a compiled report: gaps, places left open, length, positions that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from taizhang.compiler.document import (
    MISSING,
    Block,
    Figure,
    FigureRef,
    Finding,
    Heading,
    Inline,
    Paragraph,
    Table,
    plain,
)
from taizhang.compiler.placeholders import any_open, placeholders
from taizhang.compiler.wording.quotes import quoted

BEGINNING = "正文开头"


class Passage(NamedTuple):
    """A line of the report: the headings that it stands under, its pieces, and what a reader sees."""

    place: str
    inlines: tuple[Inline, ...]
    text: str


def passages(*, blocks: Iterable[Block], figures: tuple[Figure, ...]) -> list[Passage]:
    """Return every line of the blocks."""
    return [Passage(place, line, plain(line, figures)) for place, line in _placed(blocks)]


def _placed(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    path: list[str] = []
    for block in blocks:
        place = " ".join(path) or BEGINNING
        if isinstance(block, Heading):
            path[block.level - 1 :] = [block.number + _without_figures(block.inlines).rstrip("。")]
            yield " ".join(path), block.inlines
        elif isinstance(block, Table):
            place = f"{place} {block.caption}".rstrip()
            for row in block.rows:
                for cell in row:
                    yield place, cell
        elif isinstance(block, Paragraph):
            yield place, block.inlines


def _without_figures(inlines: tuple[Inline, ...]) -> str:
    return "".join(getattr(piece, "text", "") for piece in inlines)


def missing_figures(*, lines: Sequence[Passage], figures: tuple[Figure, ...]) -> tuple[Finding, ...]:
    """Return one finding for each printed figure with nothing behind it, where it first appears."""
    open_ones = {index for index, figure in enumerate(figures) if figure.is_missing}
    found: dict[int, Finding] = {}
    for place, inlines, _ in lines if open_ones else ():
        for piece in inlines:
            if isinstance(piece, FigureRef) and piece.index in open_ones - found.keys():
                found[piece.index] = missing(figure=figures[piece.index], place=place, written="模板")
    return tuple(found.values())


def missing(*, figure: Figure, place: str, written: str) -> Finding:
    """Return the finding of a figure with nothing behind it; `written` is where it is asked: 模板, 文稿."""
    told = (
        f"“{figure.label}”（{figure.unit_name}，{figure.period}）在台账中没有记录，已印作“{MISSING}”。"
        f"请补录后重新生成；确无此项工作的，请从{written}中删去这一处。"
    )
    return Finding("missing-figure", told, place)


def open_places(*, title: str, lines: Sequence[Passage]) -> tuple[Finding, ...]:
    """Return one finding for each place left to be filled in, in order."""
    told = [("标题", title), *((line.place, line.text) for line in lines)]
    if not any_open(text for _, text in told):
        return ()
    found = (open_place(place=place, shown=shown) for place, text in told for shown in placeholders(text))
    return tuple(dict.fromkeys(found))


def open_place(*, place: str, shown: str) -> Finding:
    """Return the finding of a place left to be filled in."""
    return Finding("placeholder", f"{quoted(shown)}还没有填实，请改成确切的内容。", place)


def too_long(*, title: str, lines: Sequence[Passage], limit: int) -> tuple[Finding, ...]:
    """Return a finding when the body, annexes aside, has more characters than the limit."""
    text = title + "".join([line.text for line in lines])
    length = len("".join(text.split()))
    if length <= limit:
        return ()
    told = f"正文{length}字，超过{limit}字的篇幅要求，请精简{length - limit}字以上。"
    return (Finding("length", told, "全文"),)


def mixed_positions(figures: tuple[Figure, ...]) -> tuple[Finding, ...]:
    """Return a finding when the figures were not all taken at one journal position."""
    positions = sorted({figure.position for figure in figures})
    if len(positions) < 2:
        return ()
    told = f"报告数字取自不同的账本位置（{'、'.join(map(str, positions))}），请重新生成。"
    return (Finding("other", told, "全文"),)
