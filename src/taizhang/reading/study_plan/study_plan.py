"""Reading a study plan: its rows gathered into sessions, each with when, what, by whom."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from taizhang.kernel.recurrence import NotAFrequency, parse_planned
from taizhang.kernel.refusal import Refused
from taizhang.reading.breakdown import Breakdown, Fault, TaskRow, check_numbers, named_units, text_of
from taizhang.reading.ledger import Ledger, LedgerRow, read_ledger
from taizhang.reading.ledger.months import month_of
from taizhang.reading.ledger.wording import shown
from taizhang.reading.study_plan.columns import STUDY_COLUMNS

_LONGEST = {"number": 20, "content": 2000, "conveys": 2000, "attends": 300}
_OURS = {column.field: column.label for column in STUDY_COLUMNS}


class NoTimes(Refused):
    """The table says nowhere when a session is planned."""


def read_study_plan(
    *,
    path: Path,
    year: int,
    holder: str,
    unit_fault: Callable[[str], str] = lambda name: "",
    mend: Callable[[LedgerRow, Ledger], LedgerRow] = lambda row, ledger: row,
) -> Breakdown:
    """Return the sessions of a plan's table as tasks of a breakdown, each with its faults.

    Three layouts are read: a row for each session; several sessions beside one merged month, or
    several documents beside one merged topic, which are one session; months as lines between the
    sessions. Whoever holds a session where the table names nobody is `holder`. `unit_fault` says
    why a unit cannot be taken, "" where it can; `mend` may put other cells into a row before it is read.

    Raises:  NoTimes; kinds of UnreadableFile for the file, HeaderNotFound for its content.
    """
    ledger = read_ledger(path=path, columns=STUDY_COLUMNS, year=year)
    headings = _Months.of(ledger)
    if not {"when", "month"} & set(ledger.mapping) and not headings.rows:
        raise NoTimes(
            f"工作表“{ledger.sheet}”没有“学习时间”或“月份”这一列，不知道哪次学习安排在什么时候；请补上。"
        )
    reader = _SessionReader(ledger, year, holder, unit_fault)
    rows = [_Row.of(mend(row, ledger), headings) for row in ledger.rows]
    sessions = [session for group in _gathered(rows) for session in reader.sessions(group)]
    check_numbers(sessions, dict(ledger.mapping))
    return Breakdown(ledger, tuple(sessions), ledger.skipped)


@dataclass(frozen=True, slots=True)
class _Months:
    """Lines that name a month for what stands below them, by sheet and row."""

    rows: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> _Months:
        found = sorted((line.sheet, line.row, line.text) for line in ledger.skipped if month_of(line.text))
        return cls(tuple((sheet, row) for sheet, row, _ in found), tuple(text for _, _, text in found))

    def above(self, row: LedgerRow) -> str:
        """Return the month that the last such line above a row names, "" for none."""
        place = bisect.bisect(self.rows, (row.sheet, row.row)) - 1
        return self.texts[place] if place >= 0 and self.rows[place][0] == row.sheet else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with when it is planned: what its own cell says, and the month beside or above it."""

    row: LedgerRow
    when: str
    month: str

    @classmethod
    def of(cls, row: LedgerRow, headings: _Months) -> _Row:
        return cls(row, text_of(row, "when"), text_of(row, "month") or headings.above(row))

    @property
    def place(self) -> tuple[str, str, str, str]:
        return self.row.sheet, text_of(self.row, "number"), self.when, self.month


def _gathered(rows: Iterable[_Row]) -> Iterator[list[list[_Row]]]:
    """Yield the rows of one number and time, parted by topic; several documents of one topic are together."""
    for _, group in groupby(rows, key=lambda row: row.place):
        yield list(_by_topic(list(group)))


def _by_topic(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    for _, topic in groupby(rows, key=lambda row: text_of(row.row, "content")):
        same = list(topic)
        documents = [text_of(row.row, "conveys") for row in same]
        if all(documents) and len(set(documents)) == len(documents):
            yield same
        else:
            yield from ([row] for row in same)


@dataclass(slots=True)
class _SessionReader:
    """Makes sessions of rows, and counts them where the table does not."""

    ledger: Ledger
    year: int
    holder: str
    unit_fault: Callable[[str], str]
    count: int = 0

    def sessions(self, group: Sequence[Sequence[_Row]]) -> Iterator[TaskRow]:
        """Yield the sessions of one number: where it has several topics 3.1, 3.2."""
        numbered = "number" in self.ledger.mapping and bool(text_of(group[0][0].row, "number"))
        for place, rows in enumerate(group, start=1):
            self.count += 1
            said = text_of(rows[0].row, "number").rstrip(".、．")
            number = said if numbered else str(self.count)
            session = self._session(rows, f"{number}.{place}" if numbered and len(group) > 1 else number)
            if numbered and len(group) > 1:
                session.notes.append(f"次序 {number} 有几个专题，这一个编为 {session.number}")
            yield session

    def _session(self, rows: Sequence[_Row], number: str) -> TaskRow:
        first = rows[0].row
        documents = [line.strip() for row in rows for line in self._lines(row.row) if line.strip()]
        session = TaskRow(
            rows=tuple(row.row.row for row in rows),
            sheet=first.sheet if len(self.ledger.sheets) > 1 else "",
            number=number,
            content=text_of(first, "content"),
            goal="",
            parent="",
            lead="",
            responsible=(),
            supporting=(),
            post=(),
            first_post=(),
            direct_post=(),
            due=rows[0].when or rows[0].month,
            frequency=None,
            basis="",
            evidence="",
            original={
                label: shown(value)
                for label, value in zip(self.ledger.labels, first.original, strict=False)
                if label and shown(value).strip()
            },
            conveys="\n".join(dict.fromkeys(documents)),
            attends=text_of(first, "attends"),
        )
        if len(rows) > 1:
            session.notes.append(f"第 {session.rows[0]}—{session.rows[-1]} 行是同一专题，合为一次学习")
        self._check_cells(session, rows)
        self._read_time(session, rows[0])
        self._read_units(session, rows)
        return session

    def _lines(self, row: LedgerRow) -> list[str]:
        cell = row.cells.get("conveys")
        if cell is None:
            return []
        return (cell.value if isinstance(cell.value, str) else cell.raw).splitlines()

    def _check_cells(self, session: TaskRow, rows: Sequence[_Row]) -> None:
        for row in rows:
            for name, cell in row.row.cells.items():
                if cell.error and row is rows[0]:
                    session.faults.append(Fault(row.row.row, name, self._label(name), cell.raw, cell.error))
        for name, most in _LONGEST.items():
            text = getattr(session, name)
            if len(text) > most:
                reason = f"太长（{len(text)} 字），至多 {most} 字，请删短。"
                self._fault(session, name, f"{text[:20]}…", reason)

    def _read_time(self, session: TaskRow, row: _Row) -> None:
        try:
            planned = parse_planned(row.when, year=self.year, month=row.month)
        except NotAFrequency as refusal:
            self._fault(
                session,
                "when" if row.when or "month" not in self.ledger.mapping else "month",
                session.due,
                str(refusal),
            )
            return
        session.frequency, session.start = planned.frequency, planned.start

    def _read_units(self, session: TaskRow, rows: Sequence[_Row]) -> None:
        """Settle who holds it: one unit leads, of several each holds its own."""
        names = list(dict.fromkeys(name for row in rows for name in named_units(text_of(row.row, "lead"))))
        if not names:
            session.notes.append(f"没有写组织单位，算由{self.holder}组织")
            names = [self.holder]
        for name in names:
            if reason := self.unit_fault(name):
                self._fault(session, "lead", name, reason)
        session.responsible = tuple(names)

    def _fault(self, session: TaskRow, name: str, value: str, reason: str) -> None:
        session.faults.append(Fault(session.row, name, self._label(name), value, reason))

    def _label(self, name: str) -> str:
        return self.ledger.mapping.get(name) or _OURS[name]
