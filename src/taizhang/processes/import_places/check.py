"""Check a table of premises: each row with the place it would be, what it would change, or what is wrong where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import unit_names
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import FieldRefused, Mark, PlaceRefused, mark_of, read_mark
from taizhang.ledgers.premises.services import (
    Details,
    NewPlace,
    check_details,
    columns_of,
    differences_named,
)
from taizhang.processes.import_places.checked import CellChange, CheckedPlace, CheckedPlaces, PlaceChange
from taizhang.processes.import_places.columns import OWN, PLACE_COLUMNS
from taizhang.processes.import_places.names import Named
from taizhang.processes.import_places.row import RowRead, text_in
from taizhang.processes.import_records.check import cells_by_row
from taizhang.reading.ledger import Ledger, LedgerRow, mended_row, read_ledger

_FIELDS = {column.label: column.field for column in PLACE_COLUMNS}


def check_places(
    *,
    path: Path,
    root: Unit,
    units: Collection[int],
    today: dt.date,
    mended: Mapping[str, str] = MappingProxyType({}),
) -> CheckedPlaces:
    """Return every row of the table as it would be registered or changed. Stores nothing.

    Names of units are those below `root`; only for `units` may places be registered and changed.
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
    named = Named(
        units={text_in(row, "unit") for row in rows},
        numbers={text_in(row, "pk") for row in rows},
        names=unit_names(root=root),
        today=today,
    )
    checker = _Checker(ledger, named, frozenset(units))
    return CheckedPlaces(ledger, tuple(checker.check(row) for row in rows))


class _Checker:
    """Checks rows against what they name, each place and each name taken once."""

    def __init__(self, ledger: Ledger, named: Named, units: frozenset[int]) -> None:
        self._labels = {column.field: column.label for column in PLACE_COLUMNS} | dict(ledger.mapping)
        self._named, self._units = named, units
        self._there = frozenset(ledger.mapping)
        self._taken = dict(named.taken)
        self._told: set[int] = set()

    def check(self, row: LedgerRow) -> CheckedPlace:
        """Return a row as it would be registered, or as it would change what is."""
        number = text_in(row, "pk")
        if not number:
            return self._new(row)
        known = self._named.places.get(int(number)) if number.isdecimal() and len(number) < 12 else None
        read = RowRead(row, self._labels, self._named, known=known, there=self._there)
        if known is None or known.unit_id not in self._units:
            read.tell("pk", f"没有编号为“{number}”的阵地；新登记的请把编号留空。")
        elif known.pk in self._told:
            read.tell("pk", f"编号 {number} 在这份表里写了两次，请只留一行。")
        else:
            self._told.add(known.pk)
            return self._known(read, known)
        return CheckedPlace(row, wrong=read.wrong)

    def _new(self, row: LedgerRow) -> CheckedPlace:
        read = RowRead(row, self._labels, self._named, known=None, there=self._there)
        unit, type, since = read.unit(self._units), read.type(), read.since()
        details = read.details(unit, type) if unit is not None and type is not None else None
        if details is None or since is None or read.wrong or not self._holds(read, details, but=None):
            return CheckedPlace(row, wrong=read.wrong)
        return CheckedPlace(row, new=NewPlace(details, since))

    def _known(self, read: RowRead, known: Place) -> CheckedPlace:
        unit, type, since = read.unit(self._units), read.type(), read.since()
        if unit is not None and unit.pk != known.unit_id:
            read.tell("unit", f"现在由{known.unit.name}管理，不能在表里改；要移交请在它的页面上点“移交”。")
        if type is not None and type.code != known.type:
            read.tell("type", "类型不能在表里改：登记错了就停用后重新登记。")
        if unit is None or type is None or since is None or read.wrong:
            return CheckedPlace(read.row, known=known.pk, wrong=read.wrong)
        details = read.details(unit, type)
        cells = self._changes(read, known, details, since) if details is not None else ()
        if cells and details is not None and not read.wrong and self._holds(read, details, but=known.pk):
            corrected = since if since != known.since else None
            change = PlaceChange(known.pk, known.revision, details, corrected, cells)
            return CheckedPlace(read.row, known=known.pk, change=change)
        return CheckedPlace(read.row, known=known.pk, wrong=read.wrong)

    def _changes(
        self, read: RowRead, known: Place, details: Details, since: dt.date
    ) -> tuple[CellChange, ...]:
        """Return the cells that say something else than the register; none for a row that was left as it was saved.

        What somebody changed since the table was saved is told as wrong, with both values.
        """
        try:
            columns = columns_of(details)
        except (FieldRefused, PlaceRefused) as refusal:
            self._blame(read, details, refusal)
            return ()
        mark = read_mark(text_in(read.row, "mark"))
        if mark is not None and mark == mark_of(revision=mark.revision, since=since, columns=columns):
            return ()
        told = differences_named(known, columns, type=details.type, names=self._named.post_names)
        found = [CellChange(_FIELDS[label], label, before, after) for label, before, after in told]
        if since != known.since:
            found.append(CellChange("since", "启用日期", known.since.isoformat(), since.isoformat()))
        if found:
            _check_current(read, known, mark, found)
        return tuple(found)

    def _holds(self, read: RowRead, details: Details, *, but: int | None) -> bool:
        """Return whether the register would take these details, and take their name; else say what is wrong."""
        try:
            columns = check_details(details, posts=self._named.posts, above=self._named.chains[details.unit])
        except (FieldRefused, PlaceRefused) as refusal:
            self._blame(read, details, refusal)
            return False
        name = (details.unit, details.type.code, columns["name"])
        holder = self._taken.get(name)
        if holder is not None and holder != but:
            read.tell(
                "name", f"{read.unit_name}已有叫“{columns['name']}”的{details.type.label}，请加上位置或编号。"
            )
            return False
        self._taken[name] = -read.row.row if but is None else but
        return True

    def _blame(self, read: RowRead, details: Details, refusal: FieldRefused | PlaceRefused) -> None:
        """Say what the register refuses at the cell that it is about."""
        if isinstance(refusal, FieldRefused):
            label = next(one.label for one in details.type.fields if one.code == refusal.code)
            read.tell(f"{OWN}{label}", str(refusal))
        elif "坐标" in str(refusal):
            read.tell("coordinates", str(refusal))
        else:
            read.tell("post" if "岗位" in str(refusal) else "name", str(refusal))


def _check_current(read: RowRead, known: Place, mark: Mark | None, found: list[CellChange]) -> None:
    """Tell as wrong what cannot be changed from this table: out of use, saved without a mark, changed since."""
    if known.until is not None:
        read.tell("pk", f"这处阵地 {known.until:%Y-%m-%d} 已停用，改不了；请先在它的页面上恢复使用。")
    elif mark is None:
        read.tell("pk", "这一行没有“登记版本”，看不出导出以后有没有人改过；请重新导出，在导出的表里改。")
    elif mark.revision != known.revision:
        for cell in found:
            reason = (
                f"导出以后有人改过这处阵地：现在是“{cell.before or '空'}”，表里是“{cell.after or '空'}”。"
            )
            read.tell(cell.field, f"{reason}按现在的就照它填，要改请重新导出。")
