"""From the rows of one task to the task, with a fault for each cell that cannot be taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.kernel.date_span import chinese_day, short
from taizhang.kernel.recurrence import Every, Frequency, Once, say
from taizhang.reading.breakdown.columns import BREAKDOWN_COLUMNS
from taizhang.reading.breakdown.gathering import Group, text_of
from taizhang.reading.breakdown.tasks import Fault, TaskRow
from taizhang.reading.breakdown.units import UnitsOfTask, posts_in, role_of
from taizhang.reading.ledger import LedgerRow
from taizhang.reading.ledger.wording import shown

LONGEST = {"number": 20, "content": 2000, "goal": 2000, "basis": 300, "evidence": 300}
_OURS = {column.field: column.label for column in BREAKDOWN_COLUMNS}
_ROLE_FIELDS = ("lead", "responsible", "supporting")
POST_FIELDS = ("post", "first_post", "direct_post")
_SAME_IN_ALL = ("goal", "frequency", "due", "basis", "evidence", "parent")


@dataclass(slots=True)
class TaskReader:
    """Makes tasks of groups of rows. `labels` are the table's own column names, `header` all of them."""

    labels: Mapping[str, str]
    header: Sequence[str]
    several_sheets: bool
    today: dt.date
    unit_fault: Callable[[str], str]
    post_fault: Callable[[str], str]
    _count: int = field(default=0)

    def tasks(self, group: Group) -> Iterator[TaskRow]:
        """Yield the tasks of a group: one, or one for each goal."""
        self._count += 1
        if group.sort != "goals":
            yield self._task(group.rows, "", of_units=group.sort == "units")
            return
        for place, row in enumerate(group.rows, start=1):
            yield self._task((row,), f".{place}")

    def _task(self, rows: Sequence[LedgerRow], suffix: str, *, of_units: bool = False) -> TaskRow:
        first = rows[0]
        told = self._told(rows)
        number = told["number"].rstrip(".、．") if "number" in self.labels else str(self._count)
        task = TaskRow(
            rows=tuple(row.row for row in rows),
            sheet=first.sheet if self.several_sheets else "",
            number=f"{number}{suffix}" if number else "",
            content=told["content"],
            goal=told["goal"],
            parent=told["parent"],
            lead="",
            responsible=(),
            supporting=(),
            post=_posts(rows, "post", of_units),
            first_post=_posts(rows, "first_post", of_units),
            direct_post=_posts(rows, "direct_post", of_units),
            due="；".join(text for text in (told["frequency"], told["due"]) if text),
            frequency=None,
            basis=told["basis"],
            evidence=told["evidence"],
            original={
                label: shown(value)
                for label, value in zip(self.header, first.original, strict=False)
                if label and shown(value).strip()
            },
        )
        if suffix:
            task.notes.append(f"编号 {number} 有几项目标，这一项编为 {task.number}")
        elif "number" not in self.labels:
            task.notes.append(f"表里没有编号，按次序编为 {task.number}")
        self._check_cells(task, rows)
        self._read_frequency(task, rows)
        self._read_units(task, rows)
        self._check_posts(task)
        return task

    def _told(self, rows: Sequence[LedgerRow]) -> dict[str, str]:
        """Return the texts of a task: of the first row that has one."""
        return {
            name: next((text for row in rows if (text := text_of(row, name))), "")
            for name in (
                "number", "content", "goal", "parent", "frequency", "due", "basis", "evidence",
            )
        }  # fmt: skip

    def _check_cells(self, task: TaskRow, rows: Sequence[LedgerRow]) -> None:
        """Tell the cells' own errors, what is missing, too long, or not the same in all rows of a task."""
        for row in rows:
            for name, cell in row.cells.items():
                if cell.error and (row is rows[0] or name not in _SAME_IN_ALL):
                    task.faults.append(Fault(row.row, name, self._label(name), cell.raw, cell.error))
            for name in _SAME_IN_ALL:
                said, other = text_of(rows[0], name), text_of(row, name)
                if other and said and other != said:
                    reason = f"同一项任务的{self._label(name)}在第 {rows[0].row} 行写的是“{short(said)}”，请改成一致，或分成两项任务。"
                    task.faults.append(Fault(row.row, name, self._label(name), other, reason))
        if "number" in self.labels and not task.number:
            self._fault(task, "number", "", "没有写编号，请补上；每项任务一个编号，例如 3.1。")
        for name, most in LONGEST.items():
            text = getattr(task, name)
            if len(text) > most:
                self._fault(task, name, f"{text[:20]}…", f"太长（{len(text)} 字），至多 {most} 字，请删短。")

    def _read_frequency(self, task: TaskRow, rows: Sequence[LedgerRow]) -> None:
        """Settle how often: 频次, 完成时限, or both, where the one recurs until the other."""
        often, by = (self._frequency(rows, name) for name in ("frequency", "due"))
        if any(fault.field in ("frequency", "due") for fault in task.faults):
            return
        if often is None and by is None:
            missing = "frequency" if "frequency" in self.labels and "due" not in self.labels else "due"
            self._fault(task, missing, "", "没有写完成时限或频次，请补上，例如“每月1次”“2026年6月30日前”。")
            return
        task.frequency = often or by
        if often is not None and by is not None and often != by:
            if not isinstance(often, Every) or not isinstance(by, Once) or often.last is not None:
                reason = f"“{say(often)}”与“{say(by)}”只能有一个，请改正其中一格。"
                self._fault(task, "due", say(by), reason)
                return
            task.frequency = replace(often, last=by.by)
            task.notes.append(f"两格合起来是：{say(task.frequency)}")
        last = _last_day(task.frequency)
        if last is not None and last < self.today:
            late = "frequency" if by is None else "due"
            reason = f"完成时限{chinese_day(last)}已经过去，请核对年份，或改成还没到的日期。"
            self._fault(task, late, task.due, reason)

    def _frequency(self, rows: Sequence[LedgerRow], name: str) -> Frequency | None:
        values = (row.cells[name].value for row in rows if name in row.cells)
        return next((value for value in values if isinstance(value, Frequency)), None)

    def _read_units(self, task: TaskRow, rows: Sequence[LedgerRow]) -> None:
        found = UnitsOfTask()
        for row in rows:
            self._add_units(task, row, found)
        has_leads = "lead" in self.labels or "role" in self.labels
        if not has_leads:
            found.first_leads()
        if len(found.leads) > 1:
            others = "、".join(found.leads[1:])
            self._fault(
                task,
                "lead",
                "、".join(found.leads),
                f"牵头单位只能有一个，请把{others}改为责任单位或配合单位。",
            )
        task.lead = found.leads[0] if found.leads else ""
        task.responsible, task.supporting = tuple(found.responsible), tuple(found.supporting)
        if not task.lead:
            self._fault(task, "lead", "", "没有牵头单位，请补上；一项任务要有一个单位牵头。")
        for name in found.doubled():
            self._fault(task, "responsible", name, f"“{name}”在这项任务里写了两次，请只留一个身份。")
        for role, names in (
            ("lead", found.leads[:1]),
            ("responsible", found.responsible),
            ("supporting", found.supporting),
        ):
            for name in names:
                if reason := self.unit_fault(name):
                    self._fault(task, role, name, reason)

    def _add_units(self, task: TaskRow, row: LedgerRow, found: UnitsOfTask) -> None:
        """Add a row's units: cells by their column, or the one column by the role beside it."""
        said = text_of(row, "role")
        role = role_of(said) if said else None
        if "role" in self.labels and role is None:
            reason = (
                f"“{said}”不是承担方式，请写牵头、责任或配合。"
                if said
                else "没有写承担方式，请写牵头、责任或配合。"
            )
            task.faults.append(Fault(row.row, "role", self._label("role"), said, reason))
            return
        for name in _ROLE_FIELDS:
            cell = row.cells.get(name)
            if cell is not None and not cell.error:
                value = cell.value if isinstance(cell.value, str) else cell.raw
                found.add(value, role if role and name == "responsible" else name)  # type: ignore[arg-type]

    def _check_posts(self, task: TaskRow) -> None:
        for field_ in POST_FIELDS:
            for name in getattr(task, field_):
                if reason := self.post_fault(name):
                    self._fault(task, field_, name, reason)

    def _fault(self, task: TaskRow, name: str, value: str, reason: str) -> None:
        if name == "lead" and name not in self.labels:
            name = "responsible"
        task.faults.append(Fault(task.row, name, self._label(name), value, reason))

    def _label(self, name: str) -> str:
        """Return the column's name in the file, ours where the file has no such column."""
        return self.labels.get(name) or _OURS[name]


def _posts(rows: Sequence[LedgerRow], name: str, of_units: bool) -> tuple[str, ...]:
    """Return the posts of a task. Where each unit's row names its own, the unit stands before each."""
    cells = [(posts_in(text_of(row, name)), text_of(row, "responsible")) for row in rows]
    if of_units and len({tuple(posts) for posts, _ in cells if posts}) > 1:
        told = [post if post.startswith(unit) else f"{unit}{post}" for posts, unit in cells for post in posts]
    else:
        told = [post for posts, _ in cells for post in posts]
    return tuple(dict.fromkeys(told))


def _last_day(frequency: Frequency | None) -> dt.date | None:
    """Return the last day on which anything can fall due, None where there is no last."""
    match frequency:
        case Once(by):
            return by
        case Every(last=last):
            return last
    return None
