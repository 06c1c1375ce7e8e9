"""What checking a ledger yielded, kept beside the uploaded file, so that a page need not check again.

It holds nothing that the file, what was mended and the books do not tell: it may be thrown away.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from taizhang.ledgers.records.rules import Content
from taizhang.processes.import_records.kept_cells import cells_from, cells_told
from taizhang.processes.import_records.likeness import saying
from taizhang.processes.import_records.rows import CheckedLedger, CheckedRow, Problem, RowState
from taizhang.reading.ledger import Cell, Ledger, SkippedLine

FORM = "1"
"""Goes up when what is kept changes its form: an older one counts as none."""

_TABLES = """
CREATE TABLE head (form TEXT NOT NULL, ledger TEXT NOT NULL);
CREATE TABLE row (
  place INTEGER PRIMARY KEY, sheet TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
  says TEXT NOT NULL, told TEXT NOT NULL, cells TEXT
);
"""
_INDEXES = """
CREATE INDEX by_state ON row (state, place);
CREATE INDEX by_number ON row (number, sheet);
CREATE INDEX by_saying ON row (says) WHERE says <> '';
ANALYZE;
"""


@dataclass(slots=True)
class KeptRow:
    """One row as it was checked: its place in the ledger from 0 on, and what it says, to find its like.

    `cells` are kept of a row that may be mended.
    """

    place: int
    checked: CheckedRow
    says: str
    cells: Mapping[str, Cell] | None


def keep_check(*, path: Path, checked: CheckedLedger) -> None:
    """Keep the result in the place of an earlier one."""
    cells = {(row.sheet, row.row): row.cells for row in checked.ledger.rows}
    several = len(checked.ledger.sheets) > 1
    only = checked.ledger.sheets[0] if checked.ledger.sheets else ""
    rows = (
        KeptRow(place, row, saying(row.content), cells.get((row.sheet if several else only, row.row)))
        for place, row in enumerate(checked.rows)
    )
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as file:
        file.executescript(_TABLES)
        file.execute("INSERT INTO head VALUES (?, ?)", (FORM, _ledger_told(checked.ledger)))
        file.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row_told, rows))
        file.executescript(_INDEXES)
        file.commit()
    fresh.replace(path)


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A kept result, read page by page."""

    path: Path

    def is_there(self) -> bool:
        """Whether there is a result in the form of this version."""
        if not self.path.is_file():
            return False
        try:
            return self._asked("SELECT form FROM head") == [(FORM,)]
        except sqlite3.DatabaseError:
            return False

    def ledger(self) -> Ledger:
        """Return what was read of the ledger, without its rows."""
        [(told,)] = self._asked("SELECT ledger FROM head")
        return _ledger_from(json.loads(told))

    def counts(self) -> dict[RowState, int]:
        """Return how many rows there are in each state."""
        counted = dict(self._asked("SELECT state, count(*) FROM row GROUP BY state"))
        return {state: counted.get(state, 0) for state in ("new", "duplicate", "error")}

    def rows(self, *, state: RowState | None, start: int, most: int) -> list[CheckedRow]:
        """Return so many rows in that state from the one numbered `start` (from 0) on; of any state with None."""
        if state is None:
            found = self._rows("place >= ? ORDER BY place LIMIT ?", (start, most))
        else:
            found = self._rows("state = ? ORDER BY place LIMIT ? OFFSET ?", (state, most, start))
        return [kept.checked for kept in found]

    def at(self, *, sheet: str, number: int) -> KeptRow | None:
        """Return the row with that number in that sheet, "" where the ledger has one sheet."""
        return next(self._rows("number = ? AND sheet = ?", (number, sheet)), None)

    def saying(self, says: Iterable[str]) -> list[KeptRow]:
        """Return all rows that say one of these, in the order of the ledger."""
        found = [row for one in sorted(set(says)) for row in self._rows("says = ? AND says <> ''", (one,))]
        return sorted(found, key=lambda row: row.place)

    def replace(self, rows: Sequence[KeptRow]) -> None:
        """Keep these rows as they are now."""
        with closing(sqlite3.connect(self.path)) as file, file:
            file.executemany("REPLACE INTO row VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row_told, rows))

    def _asked(self, question: str, told: Sequence[Any] = ()) -> list[Any]:
        with closing(sqlite3.connect(self.path)) as file:
            return file.execute(question, told).fetchall()

    def _rows(self, where: str, told: Sequence[Any]) -> Iterator[KeptRow]:
        return map(_row_from, self._asked(f"SELECT place, says, told, cells FROM row WHERE {where}", told))


def _ledger_told(ledger: Ledger) -> str:
    told = {
        "sheet": ledger.sheet,
        "title": ledger.title,
        "template": ledger.template,
        "year": ledger.year,
        "header_row": ledger.header_row,
        "labels": ledger.labels,
        "mapping": dict(ledger.mapping),
        "unmapped_columns": ledger.unmapped_columns,
        "skipped": [asdict(line) for line in ledger.skipped],
        "notes": ledger.notes,
        "sheets": ledger.sheets,
    }
    return json.dumps(told, ensure_ascii=False)


def _ledger_from(told: dict[str, Any]) -> Ledger:
    lists = {name: tuple(told[name]) for name in ("labels", "unmapped_columns", "notes", "sheets")}
    skipped = tuple(SkippedLine(**line) for line in told["skipped"])
    return Ledger(**{**told, **lists, "skipped": skipped, "rows": ()})


def _row_told(kept: KeptRow) -> tuple[Any, ...]:
    row = kept.checked
    told = {
        "content": row.content.as_dict() if row.content else None,
        "original": dict(row.original),
        "unit_name": row.unit_name,
        "title": row.title,
        "problems": [asdict(problem) for problem in row.problems],
        "notes": row.notes,
        "same_as": row.same_as,
        "row": row.row,
        "sheet": row.sheet,
        "state": row.state,
    }
    cells = None if kept.cells is None else json.dumps(cells_told(kept.cells), ensure_ascii=False)
    text = json.dumps(told, ensure_ascii=False)
    return (kept.place, row.sheet, row.row, row.state, kept.says, text, cells)


def _row_from(found: tuple[Any, ...]) -> KeptRow:
    place, says, text, cells = found
    told = json.loads(text)
    content = told["content"]
    told["content"] = Content.from_dict(content) if content else None
    told["problems"] = [Problem(**problem) for problem in told["problems"]]
    return KeptRow(place, CheckedRow(**told), says, None if cells is None else cells_from(json.loads(cells)))
