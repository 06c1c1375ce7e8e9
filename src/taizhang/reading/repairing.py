"""All repairs of a report, in the one order in which they do not disturb each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from taizhang.reading.hanzi import simplified
from taizhang.reading.lines import Line
from taizhang.reading.mending import Doubt, Mended, Repair, around
from taizhang.reading.repairs.line_breaks import mend_line_breaks
from taizhang.reading.repairs.lost_breaks import restore_breaks
from taizhang.reading.repairs.misaligned import doubts_of_alignment
from taizhang.reading.repairs.mojibake import mend_mojibake
from taizhang.reading.repairs.page_numbers import without_page_numbers
from taizhang.reading.repairs.pinyin import has_toned_note, mend_pinyin
from taizhang.reading.repairs.punctuation import mend_punctuation
from taizhang.reading.repairs.script import doubts_of_script, is_traditional, mend_script
from taizhang.reading.repairs.spaces import mend_spaces

_RUNNING = frozenset({"traditional", "punctuation", "space"})


@dataclass(frozen=True, slots=True)
class RepairedLines:
    """The lines of a report after all repairs, with all that was mended and all doubts."""

    lines: tuple[Line, ...]
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Ways:
    """What is decided once for the whole text, not line by line."""

    notes_are_usual: bool
    is_traditional: bool


def repair_lines(lines: tuple[Line, ...]) -> RepairedLines:
    """Return the lines repaired: encoding, page numbers, line breaks, pinyin, signs, script.

    A line that stays as it is costs little; a text of 20,000 characters takes well under half a
    second. Every repair and every doubt names its line of the source.
    """
    kept, repairs = without_page_numbers(lines)
    read: list[Line] = []
    for line in kept:
        mended = mend_mojibake(line.text).at(line.number)
        repairs += mended.repairs
        read.append(_with_text(line, mended.text))
    parted, lost_breaks = restore_breaks(tuple(read))
    repairs += lost_breaks
    joined, breaks = mend_line_breaks(parted)
    whole = "\n".join(line.text for line in joined)
    ways = _Ways(has_toned_note(whole), is_traditional(whole))
    finished: list[Line] = []
    doubts: list[Doubt] = []
    for line in joined:
        mended = _mended(line.text, ways).at(line.number)
        finished.append(_with_cells(_with_text(line, mended.text), ways))
        repairs += mended.repairs
        doubts += mended.doubts
    repairs += tuple(replace(one, became=_mended(one.became, ways).text) for one in breaks)
    if ways.is_traditional:
        repairs = tuple(_in_simplified(repair) for repair in repairs)
    return RepairedLines(tuple(finished), _gathered(repairs), tuple(doubts))


def _mended(text: str, ways: _Ways) -> Mended:
    """Return one line after every rule that works within a line."""
    doubts = list(mend_mojibake(text).doubts) or list(doubts_of_alignment(text))
    doubts += _doubts_of_signs(text)
    noted = mend_pinyin(text=text, notes_are_usual=ways.notes_are_usual)
    signed = mend_punctuation(noted.text)
    spaced = mend_spaces(signed.text)
    repairs = noted.repairs + signed.repairs + spaced.repairs
    doubts += noted.doubts
    if not ways.is_traditional:
        return Mended(spaced.text, repairs, (*doubts, *doubts_of_script(spaced.text)))
    scripted = mend_script(spaced.text)
    return Mended(scripted.text, repairs + scripted.repairs, tuple(doubts))


def _doubts_of_signs(text: str) -> Iterable[Doubt]:
    for place, sign in enumerate(text):
        if sign == "\ufffd":
            yield Doubt(around(text=text, start=place, end=place + 1), "这里有无法辨认的字，请对照原件补上。")
        elif "\x80" <= sign <= "\x9f":
            yield Doubt(
                around(text=text, start=place, end=place + 1), "这里有读错编码留下的符号，请对照原件核对。"
            )
        elif "\ue000" <= sign <= "\uf8ff":
            yield Doubt(
                around(text=text, start=place, end=place + 1),
                f"这里有自造字 U+{ord(sign):04X}，别的电脑上看不到，请改成标准字。",
            )


def _with_text(line: Line, text: str) -> Line:
    return line if text == line.text else replace(line, text=text)


def _with_cells(line: Line, ways: _Ways) -> Line:
    """Return a row with its cells mended as its text is; their repairs are the text's own."""
    if not line.cells:
        return line
    cells = tuple(_mended(cell, ways).text for cell in line.cells)
    fresh = tuple(_mended(cell, ways).text for cell in line.fresh)
    return replace(line, cells=cells, fresh=fresh)


def _in_simplified(repair: Repair) -> Repair:
    return replace(repair, became=simplified(repair.became))


def _gathered(repairs: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """Return the repairs in the order of the text, those of a running rule once for each pair."""
    gathered: dict[object, Repair] = {}
    for place, repair in enumerate(sorted(repairs, key=lambda one: one.line)):
        key = (repair.kind, repair.found, repair.became) if repair.kind in _RUNNING else place
        earlier = gathered.get(key)
        gathered[key] = repair if earlier is None else replace(earlier, count=earlier.count + repair.count)
    return tuple(gathered.values())
