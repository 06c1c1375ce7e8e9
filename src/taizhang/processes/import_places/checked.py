"""What became of each row of a table of premises: new, changed, as it stands, or wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.ledgers.premises.services import Details, NewPlace
from taizhang.reading.ledger import Ledger, LedgerRow


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell: its field, its column's label, the reason with the remedy."""

    field: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else than the register: its field, its column's label, before and after."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What a row would change in a registered place, which stood at that revision when it was checked.

    `since` is the day on which it was put into use where that is corrected, else None.
    """

    place: int
    revision: int
    details: Details
    since: dt.date | None
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """A row: the place it would be, what it would change in the one that is `known`, or what is wrong."""

    row: LedgerRow
    new: NewPlace | None = None
    known: int | None = None
    change: PlaceChange | None = None
    wrong: tuple[Wrong, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether it says of a registered place what the register says, or said when the row was saved."""
        return self.known is not None and self.change is None and not self.wrong


@dataclass(frozen=True, slots=True)
class CheckedPlaces:
    """A table of premises, every row checked."""

    ledger: Ledger
    rows: tuple[CheckedPlace, ...]

    @property
    def new(self) -> list[CheckedPlace]:
        return [row for row in self.rows if row.new is not None]

    @property
    def changed(self) -> list[CheckedPlace]:
        return [row for row in self.rows if row.change is not None]

    @property
    def same(self) -> list[CheckedPlace]:
        return [row for row in self.rows if row.is_same]

    @property
    def faulty(self) -> list[CheckedPlace]:
        return [row for row in self.rows if row.wrong]
