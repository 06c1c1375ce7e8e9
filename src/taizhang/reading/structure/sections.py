"""The sections of a report: which lines are headings, and what stands under each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from taizhang.reading.lines import Line
from taizhang.reading.structure.ending import with_ending
from taizhang.reading.structure.headings import LONGEST, split_heading
from taizhang.reading.structure.signs import heading_sign
from taizhang.reading.structure.title import with_opening

_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.．]?[ \u3000\t]*(?=\D)")
"""1.2.1 before a heading that the author's style makes one."""


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered heading and the text up to the next heading of any level.

    `number` is 一, （一）, 1 or （1）, "" where the author gave none. `path` joins the numbers from
    the top: 一/（二）. `heading` is "" for a numbered paragraph without a heading. `line` is the
    heading's place among the lines of the report.
    """

    level: int
    number: str
    heading: str
    text: str
    path: str
    line: int


def understood(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, each with its role."""
    opened = with_opening(tuple(replace(line, role="row") if line.table else line for line in lines))
    return tuple(map(_with_body_role, with_ending(opened)))


def _with_body_role(line: Line) -> Line:
    if line.role:
        return line
    sign = heading_sign(line.text)
    return replace(line, role="heading" if sign or is_styled_heading(line) else "body")


def is_styled_heading(line: Line) -> bool:
    """Return whether the author's own style makes the line a heading."""
    return line.level is not None and 1 <= line.level <= 4 and len(line.text) <= LONGEST


def sections_of(lines: tuple[Line, ...]) -> tuple[Section, ...]:
    """Return the sections of lines that know their roles."""
    begun: list[Section] = []
    texts: list[list[str]] = []
    path: list[tuple[int, str]] = []
    for place, line in enumerate(lines):
        if line.role in ("heading", "annex"):
            section = _begun(line, place)
            path = [step for step in path if step[0] < section.level]
            path.append((section.level, section.number or section.heading))
            begun.append(replace(section, path="/".join(name for _, name in path)))
            texts.append([section.text] if section.text else [])
        elif begun and line.role in ("body", "row"):
            texts[-1].append(line.text)
    return tuple(replace(section, text="\n".join(text)) for section, text in zip(begun, texts, strict=True))


def _begun(line: Line, place: int) -> Section:
    if line.role == "annex":
        return Section(1, "".join(line.text.split()).rstrip("：:"), "", "", "", place)
    sign = heading_sign(line.text)
    if sign is None:
        decimal = _DECIMAL.match(line.text)
        number, heading = (decimal[1], line.text[decimal.end() :]) if decimal else ("", line.text)
        return Section(line.level or 1, number, heading, "", "", place)
    heading, text = split_heading(line.text[sign.length :])
    return Section(sign.level, sign.number, heading, text, "", place)


def section_paths(*, lines: tuple[Line, ...], sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Return for each line the path of the section it stands in, "" before the first heading."""
    starts = {section.line: section.path for section in sections}
    paths: list[str] = []
    here = ""
    for place, line in enumerate(lines):
        here = starts.get(place, here)
        paths.append(here if line.role in ("heading", "body", "row") else "")
    return tuple(paths)
