"""A document as Markdown: for reading in a text editor and for comparing two versions line by line."""

from __future__ import annotations

import re

from taizhang.compiler.document import Block, Chart, Document, Figure, Inline, Table, Text
from taizhang.render.characters import printable
from taizhang.render.colophon import colophon_lines
from taizhang.render.setting import Line, addressee_text, annex_label, annex_note, date_text, lines
from taizhang.render.title import title_lines

_SIGNS = re.compile(r"([\\`*_\[\]<>|~#&$])")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def markdown_text(*, document: Document) -> str:
    """Return the Markdown. Headings keep their own numbers; a chart becomes the table of its values."""
    parts = [f"# {_escaped(''.join(title_lines(document.title)))}"]
    addressee = addressee_text(document)
    if addressee:
        parts.append(_escaped(addressee))
    parts += _blocks(document.blocks, document.figures, depth=1)
    note = annex_note(document)
    if note:
        parts.append("  \n".join(_escaped(f"{label}{sign}{name}") for label, sign, name in note))
    parts.append(
        "  \n".join(filter(None, (_escaped(document.signer.strip()), date_text(document.signed_on))))
    )
    for number, annex in enumerate(document.annexes, start=1):
        label = annex_label(number=number, total=len(document.annexes))
        parts += [f"## {label} {_escaped(''.join(title_lines(annex.title)))}"]
        parts += _blocks(annex.blocks, document.figures, depth=2)
    colophon = colophon_lines(document)
    if colophon:
        parts.append("  \n".join(map(_escaped, colophon)))
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    """Return the text so that Markdown shows it as it is."""
    return _LIST_START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", printable(text)))


def _inlines(inlines: tuple[Inline, ...], figures: tuple[Figure, ...]) -> str:
    text = "".join(piece.text if isinstance(piece, Text) else figures[piece.index].text for piece in inlines)
    return _escaped(text)


def _blocks(blocks: tuple[Block, ...], figures: tuple[Figure, ...], *, depth: int) -> list[str]:
    parts: list[str] = []
    for item in lines(blocks):
        if isinstance(item, Table):
            parts += _table(item, figures)
        elif isinstance(item, Chart):
            parts += _chart(item)
        else:
            parts.append(_line(item, figures, depth))
    return parts


def _line(line: Line, figures: tuple[Figure, ...], depth: int) -> str:
    texts = [_inlines(part, figures) for _, part in line.parts]
    if line.level:
        return f"{'#' * min(6, depth + line.level)} {''.join(texts)}"
    if len(texts) == 2:  # a heading that the paragraph follows on the same line
        # Markdown does not close a ** that stands between 。 and a hanzi: the sign moves out.
        words = texts[0].strip().rstrip("。，；：！？.,;:!?）)》”’ ")
        return f"**{words}**{texts[0].strip()[len(words) :]}{texts[1]}" if words else "".join(texts)
    return texts[0]


def _table(table: Table, figures: tuple[Figure, ...]) -> list[str]:
    if not table.columns:
        return []
    rules = {"l": ":--", "c": ":-:", "r": "--:"}
    rows = [
        [_escaped(name) for name in table.columns],
        [rules[letter] for letter in table.align.ljust(len(table.columns), "l")],
        *([_inlines(cell, figures) for cell in row] for row in table.rows),
    ]
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return [f"**{_escaped(table.caption)}**", text] if table.caption else [text]


def _chart(chart: Chart) -> list[str]:
    unit = f"（{printable(chart.unit)}）" if chart.unit else ""
    rows = tuple(
        ((Text(label),), (Text("—" if value is None else value),))
        for label, value in zip(chart.labels, chart.values, strict=True)
    )
    return _table(Table(f"{chart.caption}{unit}", ("项目", "数值"), rows, "lr"), ())
