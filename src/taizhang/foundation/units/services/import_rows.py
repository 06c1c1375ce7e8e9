"""From the rows of a file to what each of them means: code, level, name, day. No database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from taizhang.foundation.units import rules
from taizhang.kernel.chinese_date import read_date
from taizhang.kernel.refusal import Refused

SHOWN_PROBLEMS = 20


class UnitRow(Protocol):
    """One row of a file of units, every cell as it was written, "" where there is none.

    `source` names the file or sheet where there are several, `parent` is a code or a name.
    """

    @property
    def row(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def valid_from(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell, and the remedy."""

    source: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}第{self.row}行“{self.column}”：{self.reason}"


class UnitsNotImported(Refused):
    """The file has rows that cannot be imported; nothing was. `problems` has every one of them."""

    def __init__(self, problems: Iterable[RowProblem]) -> None:
        self.problems = tuple(problems)
        told = "\n".join(str(problem) for problem in self.problems[:SHOWN_PROBLEMS])
        more = len(self.problems) - SHOWN_PROBLEMS
        rest = f"\n……另有{more}处。" if more > 0 else ""
        super().__init__(
            f"有{len(self.problems)}处不能导入，一个单位也没有入库，请改正后重新导入：\n{told}{rest}"
        )


@dataclass(slots=True, eq=False)
class Entry:
    """One unit as a file tells it.

    `id` is set when it stands in the database already, or was just put there; `parent` is another
    entry or the id of a unit, None at the top or where nothing was said.
    """

    row: UnitRow
    name: str
    level: rules.Level
    code: str
    valid_from: dt.date | None
    id: int | None = None
    parent: Entry | int | None = None

    def problem(self, column: str, reason: str) -> RowProblem:
        """Return what is wrong with one of the entry's cells."""
        return problem(self.row, column, reason)


def parent_id_of(entry: Entry) -> int | None:
    """Return the id of the entry's parent, None where it has none or the parent is not stored yet."""
    return entry.parent.id if isinstance(entry.parent, Entry) else entry.parent


def without_twins(
    entries: Iterable[Entry], *, key: Callable[[Entry], object]
) -> tuple[list[Entry], list[RowProblem]]:
    """Return the entries with different keys, and the rows that repeat one; no key, no twin."""
    first: dict[object, Entry] = {}
    kept: list[Entry] = []
    problems: list[RowProblem] = []
    for entry in entries:
        told = key(entry)
        twin = first.setdefault(told, entry) if told else entry
        if twin is entry:
            kept.append(entry)
            continue
        column = "code" if entry.code else "name"
        place = f"{twin.row.source}第{twin.row.row}行"
        problems.append(entry.problem(column, f"与{place}是同一个单位，请删去一行。"))
    return kept, problems


def refuse(problems: list[RowProblem]) -> None:
    """Raise UnitsNotImported if there are problems."""
    if problems:
        raise UnitsNotImported(sorted(problems, key=lambda each: (each.source, each.row, each.column)))


COLUMNS = {"code": "代码", "name": "名称", "level": "级别", "parent": "上级", "valid_from": "生效日期"}


def problem(row: UnitRow, column: str, reason: str) -> RowProblem:
    """Return what is wrong with one cell; `column` is the field's name."""
    return RowProblem(
        source=row.source, row=row.row, column=COLUMNS[column], value=getattr(row, column), reason=reason
    )


def read_rows(rows: Iterable[UnitRow]) -> tuple[list[Entry], list[RowProblem]]:
    """Return what the rows say, and what could not be understood in them."""
    entries: list[Entry] = []
    problems: list[RowProblem] = []
    for row in rows:
        before = len(problems)
        name = _name(row, problems)
        code = _code(row, problems)
        level = _level(row, code, name, problems) if len(problems) == before else None
        valid_from = _valid_from(row, problems)
        if level is not None and len(problems) == before:
            entries.append(
                Entry(
                    row=row,
                    name=name,
                    level=level,
                    code=code.padded if code else "",
                    valid_from=valid_from,
                )
            )
    return entries, problems


def _name(row: UnitRow, problems: list[RowProblem]) -> str:
    try:
        return rules.check_name(row.name)
    except rules.NameNotUsable as refusal:
        problems.append(problem(row, "name", str(refusal)))
        return ""


def _code(row: UnitRow, problems: list[RowProblem]) -> rules.DivisionCode | None:
    if not row.code.strip():
        return None
    try:
        return rules.read_code(row.code)
    except rules.CodeNotUnderstood as refusal:
        problems.append(problem(row, "code", str(refusal)))
        return None


def _level(
    row: UnitRow, code: rules.DivisionCode | None, name: str, problems: list[RowProblem]
) -> rules.Level | None:
    if row.level.strip():
        try:
            level = rules.read_level(row.level)
        except rules.LevelNotUnderstood as refusal:
            problems.append(problem(row, "level", str(refusal)))
            return None
        if code is not None and not code.highest.rank <= level.rank <= code.lowest.rank:
            reason = f"{name}的代码{row.code.strip()}是{code.level.label}的，级别却写着{level.label}，请改正其中一处。"
            problems.append(problem(row, "level", reason))
            return None
        return level
    told = code.level if code is not None else rules.level_by_name(name)
    if told is None:
        problems.append(problem(row, "level", f"看不出{name}是哪一级，请填写级别或区划代码。"))
    return told


def _valid_from(row: UnitRow, problems: list[RowProblem]) -> dt.date | None:
    if not row.valid_from.strip():
        return None
    try:
        span = read_date(row.valid_from, year=None)
    except Refused as refusal:
        problems.append(problem(row, "valid_from", str(refusal)))
        return None
    if span.start != span.end:
        problems.append(problem(row, "valid_from", f"“{row.valid_from.strip()}”不是一天，请写明是哪一天。"))
        return None
    return span.start
