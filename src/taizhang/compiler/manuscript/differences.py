"""What two versions of a manuscript tell differently, block by block, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.compiler.lines import sign
from taizhang.compiler.manuscript.model import Block, Chip, HeadingBlock, Line, Manuscript, TableBlock


@dataclass(frozen=True, slots=True)
class Change:
    """One block that differs: where it stands, and how it reads before and after, "" where it is not there."""

    place: str
    before: str
    after: str


def changes(*, before: Manuscript, after: Manuscript) -> tuple[Change, ...]:
    """Return what was changed, added and removed, in the order of the text after; removed ones last."""
    told: list[Change] = []
    if before.title != after.title:
        told.append(Change("标题", before.title, after.title))
    old, new = {block.id: block for block in before.blocks}, {block.id for block in after.blocks}
    for place, block in _placed(after):
        earlier = old.get(block.id)
        if earlier is None:
            told.append(Change(place, "", reads(block)))
        elif earlier != block and _telling(earlier) != _telling(block):
            told.append(Change(place, _telling(earlier), _telling(block)))
    told += [Change(place, reads(block), "") for place, block in _placed(before) if block.id not in new]
    return tuple(told)


def reads(block: Block) -> str:
    """Return a block as a reader sees it; a table row by row."""
    if isinstance(block, TableBlock):
        rows = [" | ".join(block.columns), *(" | ".join(map(_plain, row)) for row in block.rows)]
        return "\n".join([block.caption, *rows] if block.caption else rows)
    return _plain(block.line)


def _telling(block: Block) -> str:
    """Return how a block reads with the marks of its chips where they are not automatic."""
    if isinstance(block, TableBlock):
        rows = [" | ".join(block.columns), *(" | ".join(map(_marked, row)) for row in block.rows)]
        chart = f"图：{block.chart.caption}" if block.chart else ""
        return "\n".join(line for line in (block.caption, chart, *rows) if line)
    level = f"（{block.level}级标题）" if isinstance(block, HeadingBlock) else ""
    return level + _marked(block.line)


def _marked(line: Line) -> str:
    marks = {"auto": "", "locked": "（锁定）", "typed": "（手填）"}
    return "".join(
        piece.text + marks[piece.state] if isinstance(piece, Chip) else piece.text for piece in line
    )


def _plain(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _placed(manuscript: Manuscript) -> Iterator[tuple[str, Block]]:
    """Yield each block with the heading that it stands under."""
    counters, path = [0, 0, 0, 0], [""] * 4
    for block in manuscript.blocks:
        if isinstance(block, HeadingBlock):
            at = block.level - 1
            counters[at] += 1
            counters[at + 1 :] = [0] * (3 - at)
            path[at:] = [sign(level=block.level, count=counters[at]) + _plain(block.line).rstrip("。")] + [
                ""
            ] * (3 - at)
        yield " ".join(filter(None, path)) or "正文开头", block
