"""Turn what a person types for some columns into a record's new content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from taizhang.foundation.units.selectors import unit_by
from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.quantity import read_quantity
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.rules import LABELS, Content, match_kind

TYPED = (
    "unit",
    "kind",
    "title",
    "on",
    "until",
    "place",
    "host",
    "people",
    "minutes",
    "copies",
    "tags",
    "note",
)


class UnknownColumn(Refused):
    """No column of a record is called that."""


class NotAWholeNumber(Refused):
    """The value should be a whole number."""


def changed_content(*, content: Content, changes: Mapping[str, str]) -> Content:
    """Return the content with these columns (by label) told anew; an empty text empties the column.

    Raises:  UnknownColumn, NotAWholeNumber, and the refusals of dates, numbers, kinds and units.
    """
    codes = {LABELS[code]: code for code in TYPED}
    told: dict[str, Any] = {}
    for label, text in changes.items():
        if label not in codes:
            raise UnknownColumn(f"没有“{label}”这一栏，可以改的有：{'、'.join(codes)}。")
        told.update(_value(codes[label], label, text, content))
    return replace(content, **told)


def _value(code: str, label: str, text: str, content: Content) -> dict[str, Any]:
    match code:
        case "unit":
            return {"unit": unit_by(text=text).pk}
        case "kind":
            return {"kind": match_kind(name=text, title=content.title).kind.code}
        case "on":
            span = read_date(text, year=content.on.year)
            return {"on": span.start, "until": span.end}
        case "until":
            return {"until": read_date(text, year=content.on.year).end}
        case "people":
            return {"people": read_quantity(text) if text else None}
        case "minutes" | "copies":
            return {code: _whole(label, text)}
        case "tags":
            pieces = text.replace("，", "、").replace(",", "、").split("、")
            return {"tags": tuple(sorted({piece.strip() for piece in pieces if piece.strip()}))}
        case _:
            return {code: text}


def _whole(label: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise NotAWholeNumber(f"{label}“{text}”应是不小于0的整数。")
    return int(text)
