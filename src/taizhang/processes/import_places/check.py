"""Check a table of premises: each row with the place it would be, or with what is wrong in which cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import UnitNames, unit_names
from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.date_span import DateSpan
from taizhang.kernel.numerals import fold_width
from taizhang.kernel.quantity import read_quantity
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import (
    Field,
    FieldRefused,
    PlaceRefused,
    PlaceType,
    posts_named,
    type_by_name,
)
from taizhang.ledgers.premises.services import Details, NewPlace, chains_above, check_details
from taizhang.processes.import_places.columns import OWN, PLACE_COLUMNS
from taizhang.processes.import_records.check import cells_by_row
from taizhang.processes.written_units import find_written
from taizhang.reading.ledger import Ledger, LedgerRow, mended_row, read_ledger

_YES, _NO = ("是", "已开", "已开启", "开启", "有", "√"), ("否", "未开", "未开启", "关闭", "无", "×")
_BETWEEN = re.compile(r"[、，,;；]+")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell: its field, its column's label, the reason with the remedy."""

    field: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """A row: the place it would be, `known` where it is registered already, or what is wrong."""

    row: LedgerRow
    new: NewPlace | None
    known: int | None
    wrong: tuple[Wrong, ...]

    @property
    def is_good(self) -> bool:
        return self.new is not None


@dataclass(frozen=True, slots=True)
class CheckedPlaces:
    """A table of premises, every row checked."""

    ledger: Ledger
    rows: tuple[CheckedPlace, ...]

    @property
    def good(self) -> list[CheckedPlace]:
        return [row for row in self.rows if row.is_good]

    @property
    def faulty(self) -> list[CheckedPlace]:
        return [row for row in self.rows if row.wrong]


def check_places(
    *,
    path: Path,
    root: Unit,
    units: Collection[int],
    today: dt.date,
    mended: Mapping[str, str] = MappingProxyType({}),
) -> CheckedPlaces:
    """Return every row of the table as it would be registered. Stores nothing.

    Names of units are those below `root`; only for `units` may places be registered.
    Raises:  the refusals of `reading.gate` and `reading.ledger` for a file that cannot be read at all.
    """
    ledger = read_ledger(path=path, columns=PLACE_COLUMNS, year=today.year)
    typed = cells_by_row(mended=mended)
    several = len(ledger.sheets) > 1
    rows = [
        mended_row(
            row=row,
            told=typed.get((row.sheet if several else "", row.row), {}),
            ledger=ledger,
            columns=PLACE_COLUMNS,
        )
        for row in ledger.rows
    ]
    checker = _Checker(ledger, unit_names(root=root), frozenset(units), today)
    return CheckedPlaces(ledger, tuple(checker.check(row) for row in checker.ready(rows)))


class _Checker:
    """Checks rows against the tree, the posts, and what is registered; each asked for once."""

    def __init__(self, ledger: Ledger, names: UnitNames, units: frozenset[int], today: dt.date) -> None:
        self._labels = {column.field: column.label for column in PLACE_COLUMNS} | dict(ledger.mapping)
        self._names, self._units, self._today = names, units, today
        self._found: dict[str, Unit | Refused] = {}
        self._posts: dict[int, dict[str, Post]] = {}
        self._chains: dict[int, tuple[int, ...]] = {}
        self._taken: set[tuple[int, str, str]] = set()
        self._wrong: dict[str, Wrong] = {}

    def ready(self, rows: Sequence[LedgerRow]) -> Sequence[LedgerRow]:
        """Look up all that the rows name, and return them."""
        for text in {self._text(row, "unit") for row in rows}:
            self._found[text] = self._unit(text)
        units = {unit.pk for unit in self._found.values() if isinstance(unit, Unit)}
        self._chains = chains_above(units=units, on=self._today)
        posts = list(posts_of_units(units={each for chain in self._chains.values() for each in chain}))
        for unit, chain in self._chains.items():
            nearest = sorted(
                posts, key=lambda post: chain.index(post.unit_id) if post.unit_id in chain else 99
            )
            called: dict[str, Post] = {}
            for post in nearest:
                if post.unit_id in chain:
                    called.setdefault(_plain(post.name), post)
                    called.setdefault(_plain(f"{post.name}({post.unit.name})"), post)
            self._posts[unit] = called
        there = Place.objects.filter(unit_id__in=units, until__isnull=True)
        self._taken = set(there.values_list("unit_id", "type", "name"))
        return rows

    def check(self, row: LedgerRow) -> CheckedPlace:
        """Return a row as it would be registered."""
        number = self._text(row, "pk")
        if number:
            return self._numbered(row, number)
        wrong = [
            Wrong(field, self._labels[field], cell.error) for field, cell in row.cells.items() if cell.error
        ]
        self._wrong = {one.field: one for one in reversed(wrong)}
        new = self._place(row)
        return CheckedPlace(row, None if self._wrong else new, None, tuple(self._wrong.values()))

    def _numbered(self, row: LedgerRow, number: str) -> CheckedPlace:
        known = (
            Place.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 12 else None
        )
        if known is None or known.unit_id not in self._units:
            reason = f"没有编号为“{number}”的阵地；新登记的请把编号留空。"
        elif known.name != " ".join(self._text(row, "name").split()):
            reason = f"编号 {number} 已登记为“{known.name}”，名称不同；要改请在它的页面上变更。"
        else:
            return CheckedPlace(row, None, known.pk, ())
        return CheckedPlace(row, None, None, (Wrong("pk", self._labels["pk"], reason),))

    def _place(self, row: LedgerRow) -> NewPlace | None:
        """Return the place, None where something is wrong; every wrong cell is told."""
        unit, type = self._unit_of(row), self._type(row)
        since = row.cells["since"].value if "since" in row.cells else None
        if not isinstance(since, DateSpan):
            self._tell("since", "没有填启用日期，请补上。")
        if unit is None or type is None:
            return None
        post = self._post("post", self._text(row, "post"), unit)
        fields = self._fields(row, type, unit)
        if self._wrong or post is None or not isinstance(since, DateSpan):
            return None
        details = Details(
            type=type,
            name=self._text(row, "name"),
            unit=unit.pk,
            post=post.pk,
            address=self._text(row, "address"),
            grid=self._text(row, "grid"),
            coordinates=self._text(row, "coordinates"),
            fields=fields,
        )
        return NewPlace(details, since.start) if self._holds(details, unit) else None

    def _holds(self, details: Details, unit: Unit) -> bool:
        """Return whether the register would take these details, and take their name; else say what is wrong."""
        type = details.type
        posts = {post.pk: post for post in self._posts[unit.pk].values()}
        named = {details.post, *posts_named(type=type, fields=details.fields)}
        try:
            columns = check_details(
                details, posts={pk: posts[pk] for pk in named}, above=self._chains[unit.pk]
            )
        except FieldRefused as refusal:
            label = next(field.label for field in type.fields if field.code == refusal.code)
            self._tell(f"{OWN}{label}", str(refusal))
            return False
        except PlaceRefused as refusal:
            self._tell("coordinates" if "坐标" in str(refusal) else "name", str(refusal))
            return False
        name = (unit.pk, type.code, columns["name"])
        if name in self._taken:
            self._tell("name", f"{unit.name}已有叫“{columns['name']}”的{type.label}，请加上位置或编号。")
            return False
        self._taken.add(name)
        return True

    def _unit_of(self, row: LedgerRow) -> Unit | None:
        unit = self._found[self._text(row, "unit")]
        if not isinstance(unit, Unit):
            self._tell("unit", str(unit))
        elif unit.pk not in self._units:
            self._tell("unit", f"您的岗位不能为“{unit.name}”登记，请由该单位登记或联系管理员。")
        else:
            return unit
        return None

    def _type(self, row: LedgerRow) -> PlaceType | None:
        try:
            return type_by_name(self._text(row, "type"))
        except Refused as refusal:
            self._tell("type", str(refusal))
            return None

    def _fields(self, row: LedgerRow, type: PlaceType, unit: Unit) -> dict[str, Any]:
        own = {field.label: field for field in type.fields}
        for name, cell in row.cells.items():
            label = name.removeprefix(OWN)
            if name.startswith(OWN) and cell.raw.strip() and label not in own:
                self._tell(name, f"{type.label}没有“{label}”这一项，请把这一格清空。")
        told = {}
        for label, field in own.items():
            text = self._text(row, f"{OWN}{label}")
            if not text and field.required:
                self._tell(f"{OWN}{label}", f"请填写{label}。")
            elif text:
                told[field.code] = self._value(field, text, unit)
        return told

    def _value(self, field: Field, text: str, unit: Unit) -> Any:
        column = f"{OWN}{field.label}"
        match field.type:
            case "post":
                post = self._post(column, text, unit)
                return None if post is None else post.pk
            case "posts":
                posts = [self._post(column, each, unit) for each in _BETWEEN.split(text) if each.strip()]
                return [post.pk for post in posts if post is not None]
            case "yes" if text in _YES or text in _NO:
                return text in _YES
            case "yes":
                self._tell(column, f"“{text}”看不懂，请写“是”或“否”。")
            case "choice":
                known = next((each for each in field.choices if _plain(each) == _plain(text)), None)
                if known is None:
                    self._tell(column, f"{field.label}应是这几项之一：{'、'.join(field.choices)}。")
                return known
            case "day" | "whole":
                try:
                    return _day(text) if field.type == "day" else _whole(field, text)
                except Refused as refusal:
                    self._tell(column, str(refusal))
                    return None
        return text

    def _post(self, field: str, text: str, unit: Unit) -> Post | None:
        found = self._posts[unit.pk].get(_plain(text))
        if found is None:
            self._tell(
                field, f"{unit.name}和它的上级没有叫“{text}”的岗位；请写岗位名称，不写人名，或先建立岗位。"
            )
        return found

    def _tell(self, field: str, reason: str) -> None:
        """Note what is wrong with a cell, the first thing only."""
        self._wrong.setdefault(field, Wrong(field, self._labels.get(field, field), reason))

    def _unit(self, text: str) -> Unit | Refused:
        try:
            return find_written(names=self._names, text=text, day=self._today)
        except Refused as refusal:
            return refusal

    def _text(self, row: LedgerRow, field: str) -> str:
        cell = row.cells.get(field)
        return re.sub(r"^(\d+)\.0$", r"\1", cell.raw.strip()) if cell is not None else ""


def _plain(text: str) -> str:
    return re.sub(r"[\s—–-]+", "-", fold_width(text).strip()).casefold()


def _day(text: str) -> str:
    span = read_date(text, year=None)
    if span.start != span.end:
        raise PlaceRefused(f"“{text}”不是某一天，请写成 2026-03-05。")
    return span.start.isoformat()


def _whole(field: Field, text: str) -> int:
    number = read_quantity(text)
    if number.value is None or number.relation != "exact" or number.value != int(number.value):
        raise PlaceRefused(f"“{text}”不是确切的整数，{field.label}请写整数。")
    if number.unit and field.unit and number.unit not in (field.unit, "平米", "㎡", "m2"):
        raise PlaceRefused(f"“{text}”的单位不是{field.unit}，请核对。")
    return int(number.value)
