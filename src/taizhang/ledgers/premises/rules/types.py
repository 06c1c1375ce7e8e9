"""Types of premises, read from the YAML pack beside the book: fields, sizes, checklists. Pure."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from taizhang.kernel.numerals import fold_width
from taizhang.kernel.refusal import Refused

PACK = Path(__file__).parent.parent / "types" / "base.yaml"
CHANNEL, FACILITY = "CHANNEL", "FACILITY"
LONGEST_TEXT = 300
LARGEST = 10_000_000


class UnknownType(Refused):
    """No type of premises goes by that name."""


class FieldRefused(Refused):
    """A field of a place does not say what its type asks for. `code` names the field."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a type has beside the common ones. `steps` cut a whole number into sizes."""

    code: str
    label: str
    type: str
    required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class PlaceType:
    """One type. `channel` tells a publicity channel from a public facility; `sized_by` names a field or is ""."""

    code: str
    label: str
    channel: bool
    aliases: tuple[str, ...]
    frequency: str
    sized_by: str
    fields: tuple[Field, ...]
    checklist_version: int
    items: tuple[Item, ...]

    def size_of(self, fields: Mapping[str, Any]) -> str:
        """Return the size band of a place with these fields, "" where the type has none or it is not told."""
        field = next((one for one in self.fields if one.code == self.sized_by), None)
        told = fields.get(self.sized_by)
        if field is None or told is None:
            return ""
        return str(told) if field.type == "choice" else _band(field, int(told))


def _band(field: Field, told: int) -> str:
    for low, high in itertools.pairwise((None, *field.steps, None)):
        if high is not None and told >= high:
            continue
        if low is None:
            return f"{high}{field.unit}以下"
        return f"{low}{field.unit}以上" if high is None else f"{low}—{high}{field.unit}"
    return ""


@functools.cache
def types() -> tuple[PlaceType, ...]:
    """Return the types of the pack, in its order."""
    pack = yaml.safe_load(PACK.read_text("utf-8"))
    return tuple(_type(entry) for entry in pack["types"])


def _type(entry: Mapping[str, Any]) -> PlaceType:
    return PlaceType(
        code=entry["code"],
        label=entry["label"],
        channel=entry["class"] == CHANNEL,
        aliases=tuple(entry["aliases"]),
        frequency=entry["frequency"],
        sized_by=entry.get("sized_by", ""),
        fields=tuple(_field(field) for field in entry["fields"]),
        checklist_version=entry["checklist"]["version"],
        items=tuple(Item(**item) for item in entry["checklist"]["items"]),
    )


def _field(entry: Mapping[str, Any]) -> Field:
    return Field(
        code=entry["code"],
        label=entry["label"],
        type=entry["type"],
        required=entry.get("required", False),
        unit=entry.get("unit", ""),
        choices=tuple(entry.get("choices", ())),
        steps=tuple(entry.get("steps", ())),
    )


@functools.cache
def _by_code() -> dict[str, PlaceType]:
    return {one.code: one for one in types()}


def type_by_code(code: str) -> PlaceType:
    """Return the type with that code.

    Raises:  UnknownType.
    """
    found = _by_code().get(code)
    if found is None:
        raise UnknownType(f"没有“{code}”这种阵地。")
    return found


def type_by_name(name: str) -> PlaceType:
    """Return the type that a table's cell names.

    Raises:  UnknownType, with near names.
    """
    plain = re.sub(r"\s+", "", fold_width(name))
    names = {name: one for one in types() for name in (*one.aliases, one.label)}
    for known, one in names.items():
        if known.casefold() == plain.casefold():
            return one
    near = difflib.get_close_matches(plain, names, n=2, cutoff=0.5)
    hint = (
        f"是不是“{'”“'.join(near)}”？" if near else f"可以填的有：{'、'.join(one.label for one in types())}。"
    )
    raise UnknownType(f"没有“{name.strip()}”这种阵地。{hint}" if plain else "没有写阵地类型，请补上。")


def check_fields(*, type: PlaceType, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as they are stored, in the type's order; what is not told is left out.

    Raises:  FieldRefused for what is missing, unknown or not of its kind.
    """
    known = {field.code for field in type.fields}
    for code in fields:
        if code not in known:
            raise FieldRefused(code, f"{type.label}没有“{code}”这一项。")
    checked = {}
    for field in type.fields:
        told = fields.get(field.code)
        if told is None or told in ("", []):
            if field.required:
                raise FieldRefused(field.code, f"请填写{field.label}。")
            continue
        checked[field.code] = _checked(field, told)
    return checked


def _checked(field: Field, told: Any) -> Any:
    match field.type:
        case "whole" if _whole(told) and 0 <= told <= LARGEST:
            return told
        case "choice" if told in field.choices:
            return told
        case "yes" if isinstance(told, bool):
            return told
        case "day" if isinstance(told, str) and _is_day(told):
            return told
        case "post" if _whole(told):
            return told
        case "posts" if isinstance(told, list) and all(_whole(one) for one in told):
            return sorted(set(told))
        case "text" if isinstance(told, str) and len(told.strip()) <= LONGEST_TEXT:
            return told.strip()
    wanted = {
        "whole": "不小于 0 的整数",
        "choice": f"这几项之一：{'、'.join(field.choices)}",
        "yes": "是或否",
        "day": "日期，如 2026-03-05",
        "text": f"至多 {LONGEST_TEXT} 个字",
    }
    raise FieldRefused(field.code, f"{field.label}应是{wanted.get(field.type, '列表中的岗位')}。")


def _whole(told: object) -> bool:
    return isinstance(told, int) and not isinstance(told, bool)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def posts_named(*, type: PlaceType, fields: Mapping[str, Any]) -> set[int]:
    """Return the ids of the posts that these fields name."""
    found: set[int] = set()
    for field in type.fields:
        told = fields.get(field.code)
        if told is not None and field.type in ("post", "posts"):
            found.update(told if isinstance(told, list) else [told])
    return found
