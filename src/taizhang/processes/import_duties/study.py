"""Check the table of a study plan against the tree: each session with the units that hold it, or its faults."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models import Scheme
from taizhang.ledgers.duties.rules import Role, Sort
from taizhang.ledgers.duties.services import Answering
from taizhang.processes.import_duties.check import (
    CheckedBreakdown,
    checked_task,
    mended_cells,
    standing_in,
)
from taizhang.processes.import_duties.names import TableNames, fault_of_unit
from taizhang.processes.import_duties.numbering import number_on
from taizhang.reading.breakdown import TaskRow
from taizhang.reading.study_plan import STUDY_COLUMNS, read_study_plan


def check_study_plan(
    *,
    path: Path,
    unit: Unit,
    year: int,
    today: dt.date,
    mended: Mapping[str, str] = MappingProxyType({}),
    into: Scheme | None = None,
) -> CheckedBreakdown:
    """Return every session of the table with the units that hold it, or with its faults. Stores nothing.

    Names are those of `unit` and of all below it; it holds itself what the table gives to nobody.
    `into` is the draft plan that the sessions are to go into: what of them is there already, and with
    what differences.
    Raises:  NoTimes and the refusals of `reading.gate` and `reading.ledger` for a file that cannot be read at all.
    """
    names = TableNames.below(root=unit, day=today)
    plan = read_study_plan(
        path=path,
        year=year,
        holder=unit.name,
        unit_fault=functools.partial(fault_of_unit, names),
        mend=functools.partial(mended_cells, mended, STUDY_COLUMNS),
    )
    standing = standing_in(into)
    columns = dict(plan.ledger.mapping)
    if into is not None and "number" not in columns:
        number_on(plan.tasks, standing)
    tasks = tuple(
        checked_task(task, _holders(task, names), standing, columns, Sort.STUDY) for task in plan.tasks
    )
    return CheckedBreakdown(plan, tasks, path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def _holders(task: TaskRow, names: TableNames) -> tuple[Answering, ...]:
    """Return the units that hold a session: one alone leads, of several each holds its own."""
    if task.faults:
        return ()
    units: dict[int, Unit] = {}
    for text in task.responsible:
        found = names.units(text)
        if len(found) > 1 or found[0].name != text:
            task.notes.append(f"“{text}”认作{'、'.join(unit.name for unit in found)}")
        units |= {unit.pk: unit for unit in found}
    role = Role.LEAD if len(units) == 1 else Role.RESPONSIBLE
    return tuple(Answering(unit, role) for unit in units.values())
