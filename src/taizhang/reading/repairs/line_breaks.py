"""Line breaks in the middle of a sentence are closed: 夯⏎实了 becomes 夯实了.

A break is closed when the line before it is prose that has not ended: it stops at a comma or
inside brackets, or it is long, has commas and stops at a Hanzi. In text wrapped at a fixed width
every full line goes on. Headings, table rows, the title and whatever stands under the report are
never joined; nor is an indented line where paragraphs are indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from taizhang.reading.lines import Line
from taizhang.reading.mending import Repair
from taizhang.reading.structure.dates import is_date_line
from taizhang.reading.structure.signs import heading_sign

_OPEN_END = re.compile(r"[，、,（(《〈“‘「『【\[—]$")
_CLOSED_END = re.compile(r"[。！？!?：:；;…][”’」』）)》】]*$")
_PROSE = re.compile("[，。；、,;]")
_FIRST_PROSE = re.compile("[，。；：,;:]")
_NEVER_NEXT = re.compile(
    r"附件|附表|附注|抄送|抄报|主送|联系人|联系电话|聯系|特此|此致|敬礼|（?此件|[一二三四五六七八九十]是"
)
_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("“", "”"), ("「", "」"))
_LONG = 20
_SHORT = 12
_WRAPPED_AT_MOST = 60
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this text is laid out: paragraphs indented, and the width at which lines are wrapped."""

    indents: bool
    wrapped_at: float | None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its lines are gathered. `open` counts brackets and quotes not yet closed."""

    first: Line
    pieces: list[str]
    is_prose: bool
    open: list[int]
    last_number: int = 0

    @classmethod
    def begun_by(cls, line: Line) -> _Paragraph:
        paragraph = cls(line, [], False, [0] * len(_PAIRS))
        paragraph.add(line.text, number=line.number)
        return paragraph

    def add(self, text: str, *, number: int) -> None:
        sign = heading_sign(text) if not self.pieces else None
        self.pieces.append(text)
        self.last_number = number
        self.is_prose = self.is_prose or bool(_PROSE.search(text[sign.length if sign else 0 :]))
        self.open = [
            count + text.count(opening) - text.count(closing)
            for count, (opening, closing) in zip(self.open, _PAIRS, strict=True)
        ]

    @property
    def last(self) -> str:
        return self.pieces[-1]

    def line(self) -> Line:
        return self.first if len(self.pieces) == 1 else replace(self.first, text="".join(self.pieces))


def mend_line_breaks(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """Return the lines with broken sentences joined, and a repair for each break closed."""
    habits = _habits(lines)
    paragraphs: list[_Paragraph] = []
    repairs: list[Repair] = []
    in_body = False
    for place, line in enumerate(lines):
        following = lines[place + 1 : place + 3]
        if in_body and paragraphs and _goes_on(paragraphs[-1], line, following, habits):
            before = paragraphs[-1].last
            glue = " " if _parts_words(before, line.text) else ""
            paragraphs[-1].add(glue + line.text, number=line.number)
            left, right = before[-_SHOWN:], line.text[:_SHOWN]
            repairs.append(Repair(f"{left}\n{right}", f"{left}{glue}{right}", "line-break", line=line.number))
        else:
            paragraphs.append(_Paragraph.begun_by(line))
        in_body = in_body or bool(_FIRST_PROSE.search(line.text)) or heading_sign(line.text) is not None
    return tuple(paragraph.line() for paragraph in paragraphs), tuple(repairs)


def _habits(lines: tuple[Line, ...]) -> _Habits:
    prose = [line for line in lines if not line.table and _PROSE.search(line.text)]
    widths = sorted(_width(line.text) for line in prose)
    wrapped_at = widths[-1] if len(widths) >= 4 and widths[-1] <= _WRAPPED_AT_MOST else None
    if wrapped_at is not None and sum(width >= wrapped_at - 3 for width in widths) < len(widths) / 2:
        wrapped_at = None
    starts = [line for line in prose if _width(line.text) >= _SHORT]
    return _Habits(
        indents=bool(starts) and sum(line.indented for line in starts) * 4 >= len(starts),
        wrapped_at=wrapped_at,
    )


def _width(text: str) -> float:
    """Return how many Hanzi wide the text is."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _goes_on(paragraph: _Paragraph, line: Line, following: tuple[Line, ...], habits: _Habits) -> bool:
    """Return whether the line continues the sentence at which the paragraph breaks off."""
    first, end = paragraph.first, paragraph.last
    if first.table or line.table or first.level is not None or line.level is not None:
        return False
    if heading_sign(line.text) is not None or is_date_line(line.text) or is_date_line(end):
        return False
    if _NEVER_NEXT.match(line.text) or _is_signed(line, following):
        return False
    width = _width(end)
    if _CLOSED_END.search(end):
        is_full = habits.wrapped_at is not None and width >= habits.wrapped_at - 1
        return is_full and habits.indents and not line.indented and paragraph.is_prose
    if habits.indents and line.indented:
        return False
    if habits.indents and first.indented and line.number == paragraph.last_number + 1:
        # Where paragraphs are indented, an unindented line right below an open one belongs to it.
        return True
    if _OPEN_END.search(end) or any(count > 0 for count in paragraph.open):
        return True
    if habits.wrapped_at is not None and width >= habits.wrapped_at - 3:
        return paragraph.is_prose or width >= _LONG
    return paragraph.is_prose and width >= _LONG


def _is_signed(line: Line, following: tuple[Line, ...]) -> bool:
    """Return whether the line looks like a signature: short, without a comma, right before a date."""
    if _PROSE.search(line.text) or _width(line.text) > 30:
        return False
    return any(is_date_line(later.text) for later in following)


def _parts_words(before: str, after: str) -> bool:
    """Return whether two Latin words would grow together."""
    return before[-1].isascii() and after[0].isascii() and before[-1].isalpha() and after[0].isalpha()
