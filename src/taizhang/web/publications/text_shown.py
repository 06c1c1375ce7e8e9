"""The text of an item on its page: headings, lists and paragraphs, with remarks and figures in their places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from taizhang.ledgers.publication.rules import Content, Line, PlacedFigure, figures_in, parse
from taizhang.ledgers.publication.selectors import words_of
from taizhang.proofing import Remark
from taizhang.reporting.editing import Figure
from taizhang.reporting.item_figures import agrees, parts_of, units_in
from taizhang.web.shell.sources import figure_address

LEVELS = {"stop": ("不能发", "bad"), "mend": ("要改", "soon"), "note": ("请看", "mut")}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line. `number` is that of the remark on it, `figure` that of the figure, 0 for none.

    `first` is False where the remark's mark began in a stretch before.
    """

    text: str
    number: int
    sign: str
    figure: int = 0
    first: bool = True


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading (`level` 1 to 4), a paragraph (one line), or a list."""

    sort: str
    level: int
    lines: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as the page lists it: what it is of and what the ledger tells now. `address` "" where it may not be seen."""

    number: int
    text: str
    told: str
    sign: str
    standing: str
    address: str

    @property
    def icon(self) -> str:
        return "check" if self.sign == "ok" else "alert"


def title_of(content: Content, remarks: Sequence[Remark]) -> tuple[Stretch, ...]:
    """Return the title, cut where remarks stand."""
    return tuple(_cut(words_of(content), 0, len(content.title), remarks, 0, set()))


def blocks_of(content: Content, remarks: Sequence[Remark]) -> list[TextBlock]:
    """Return the text, cut where figures and remarks stand; of two remarks that overlap the first is marked."""
    words, placed, begun = words_of(content), figures_in(content.text), set[int]()
    start = len(content.title) + 1
    told: list[tuple[Line, tuple[Stretch, ...]]] = []
    for line in parse(content.text):
        end = start + len(line.text)
        if line.text.strip():
            told.append(
                (line, tuple(_line(words, start, end, remarks, placed, begun, len(content.title) + 1)))
            )
        start = end + 1
    return [
        TextBlock(sort, level, tuple(stretches for _, (_, stretches) in lines))
        for (sort, level, _), lines in groupby(enumerate(told), key=_together)
    ]


def _together(numbered: tuple[int, tuple[Line, tuple[Stretch, ...]]]) -> tuple[str, int, int]:
    """Lines of a list that follow one another stand together, any other line by itself."""
    number, (line, _) = numbered
    return line.sort, line.level, -1 if line.sort == "bullet" else number


def _line(
    words: str,
    start: int,
    end: int,
    remarks: Sequence[Remark],
    placed: Sequence[PlacedFigure],
    begun: set[int],
    before: int,
) -> Iterator[Stretch]:
    place = start
    for number, one in enumerate(placed, start=1):
        first, last = before + one.start, before + one.end
        if first < start or last > end:
            continue
        yield from _cut(words, place, first, remarks, 0, begun)
        yield from _cut(words, first, last, remarks, number, begun)
        place = last
    yield from _cut(words, place, end, remarks, 0, begun)


def _cut(
    words: str, start: int, end: int, remarks: Sequence[Remark], figure: int, begun: set[int]
) -> Iterator[Stretch]:
    place = start
    for number, remark in enumerate(remarks, start=1):
        first, last = max(remark.start, start), min(remark.end, end)
        if first < place or first >= last:
            continue
        if first > place:
            yield Stretch(words[place:first], 0, "", figure)
        yield Stretch(words[first:last], number, LEVELS[remark.level][1], figure, number not in begun)
        begun.add(number)
        place = last
    if place < end:
        yield Stretch(words[place:end], 0, "", figure)


def figure_lines(
    placed: Sequence[PlacedFigure], now: Mapping[str, Figure | str], reachable: Collection[int]
) -> list[FigureLine]:
    """Return the figures of a text in their order, each with what the ledger tells of it now."""
    return [_figure_line(number, one, now, reachable) for number, one in enumerate(placed, start=1)]


def _figure_line(
    number: int, one: PlacedFigure, now: Mapping[str, Figure | str], reachable: Collection[int]
) -> FigureLine:
    text, source = one.figure.text, one.figure.source
    if not units_in(source=source) <= set(reachable):
        return FigureLine(number, text, "取自您的范围以外的单位，看不到来源", "mut", "", "")
    figure = now.get(source, "这篇稿件的数字太多，这一个没有核对。")
    if isinstance(figure, str):
        return FigureLine(number, text, figure, "soon", "取不出数", "")
    told = f"{figure.unit_name}{figure.period}{figure.label}"
    parts = parts_of(source=source)
    address = "" if parts is None else figure_address(rule=parts[0], unit=parts[1], period=parts[2])
    if agrees(text, source, figure):
        return FigureLine(number, text, told, "ok", "与台账一致", address)
    standing = "台账没有记录" if figure.is_missing else f"台账现在是 {figure.text} {figure.unit}".rstrip()
    return FigureLine(number, text, told, "soon", standing, address)
