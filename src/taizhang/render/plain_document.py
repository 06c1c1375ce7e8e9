"""Plain data from JSON as a document, every value's type checked: 1.0 is no level and true is no number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from taizhang.compiler.document import (
    Annex,
    Block,
    Chart,
    Colophon,
    Document,
    Figure,
    FigureRef,
    Finding,
    Heading,
    Inline,
    Paragraph,
    Table,
    Text,
)
from taizhang.kernel.source_ref import SourceRef

Thing = TypeVar("Thing", SourceRef, Figure, Finding, Colophon)


def plain_document(plain: dict[str, Any]) -> Document:
    """Return the document that the data tells.

    Raises: KeyError, TypeError or ValueError where it tells none; keys too many are passed over.
    """
    sources = [_flat(SourceRef, row) for row in plain["sources"]]
    figures = tuple(_figure(row, sources) for row in plain["figures"])
    count = len(figures)
    annexes = plain["annexes"]
    return Document(
        title=_text(plain["title"]),
        subject=_text(plain["subject"]),
        genre=_text(plain["genre"]),
        addressee=_text(plain["addressee"]),
        blocks=_blocks(plain["blocks"], count),
        signer=_text(plain["signer"]),
        signed_on=None if plain["signed_on"] is None else dt.date.fromisoformat(plain["signed_on"]),
        figures=figures,
        annexes=tuple(Annex(_text(annex["title"]), _blocks(annex["blocks"], count)) for annex in annexes),
        findings=tuple(_flat(Finding, row) for row in plain["findings"]),
        meta=tuple((_text(name), _text(value)) for name, value in plain["meta"]),
        colophon=None if plain["colophon"] is None else _flat(Colophon, plain["colophon"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"a whole number expected, not {type(value).__name__}")
    return value


def _one_of(value: Any, *allowed: object) -> Any:
    if not any(type(value) is type(each) and value == each for each in allowed):
        raise ValueError(f"{value!r} is none of {allowed}")
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "str | None": _text_or_none,
    "int": _number,
    "dt.date": lambda value: dt.date.fromisoformat(_text(value)),
    "tuple[str, ...]": lambda values: tuple(map(_text, values)),
}
"""How a field is read, by its annotation. Literals are texts that the program itself wrote."""


def _flat(kind: type[Thing], row: dict[str, Any], **more: object) -> Thing:
    """Return a flat dataclass of that kind; `more` are the fields that are read already."""
    read: dict[str, Any] = {
        field.name: _READERS.get(str(field.type), _text)(row[field.name])
        for field in fields(kind)
        if field.name not in more
    }
    return kind(**{**read, **more})


def _figure(row: dict[str, Any], sources: list[SourceRef]) -> Figure:
    places = [_number(place) for place in row["sources"]]
    if any(place < 0 for place in places):
        raise ValueError("no such source")
    tags, only = tuple(map(_text, row.get("tags", ()))), _text(row.get("only", ""))
    return _flat(Figure, row, sources=tuple(sources[place] for place in places), tags=tags, only=only)


def _inlines(pieces: list[Any], figures: int) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, list):
            text, style = piece
            inlines.append(Text(_text(text), _one_of(style, "", "kai", "hei")))
        elif 0 <= _number(piece) < figures:
            inlines.append(FigureRef(piece))
        else:
            raise ValueError("no such figure")
    return tuple(inlines)


def _blocks(rows: list[dict[str, Any]], figures: int) -> tuple[Block, ...]:
    return tuple(_BLOCKS[row["kind"]](row, figures) for row in rows)


def _heading(row: dict[str, Any], figures: int) -> Heading:
    level = _one_of(row["level"], 1, 2, 3, 4)
    run_in = _one_of(row["run_in"], True, False)
    return Heading(level, _text(row["number"]), _inlines(row["inlines"], figures), run_in=run_in)


def _paragraph(row: dict[str, Any], figures: int) -> Paragraph:
    return Paragraph(_inlines(row["inlines"], figures))


def _table(row: dict[str, Any], figures: int) -> Table:
    rows = tuple(tuple(_inlines(cell, figures) for cell in cells) for cells in row["rows"])
    columns = tuple(map(_text, row["columns"]))
    if any(len(cells) != len(columns) for cells in rows):
        raise ValueError("a row has more or fewer cells than the table has columns")
    return Table(_text(row["caption"]), columns, rows, _text(row["align"]))


def _chart(row: dict[str, Any], figures: int) -> Chart:
    labels, values = tuple(map(_text, row["labels"])), tuple(map(_text_or_none, row["values"]))
    if len(labels) != len(values):
        raise ValueError("a chart has more or fewer values than labels")
    return Chart(
        _text(row["caption"]), _one_of(row["chart"], "bar", "line"), labels, values, _text(row["unit"])
    )


_BLOCKS: dict[str, Callable[[dict[str, Any], int], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "table": _table,
    "chart": _chart,
}
