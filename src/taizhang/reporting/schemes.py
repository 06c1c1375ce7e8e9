"""The scheme that a report is about: found by what somebody types, told to the compiler."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from taizhang.compiler.context import SchemeRef, TaskRef
from taizhang.compiler.template import Template
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import name_on, scope_of
from taizhang.kernel.period import Period
from taizhang.kernel.recurrence import frequency_of, say
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import Role, SchemeState, Sort
from taizhang.ledgers.duties.selectors import schemes_within, tellings_on
from taizhang.reporting.narrowed import SCHEME, TASK

SHOWN = 5


class SchemeNotFound(Refused):
    """What was typed names no scheme, or several."""


def reportable_schemes(*, units: Collection[int]) -> list[Scheme]:
    """Return the schemes of duties that were handed down and reach these units, the latest year first."""
    rows = schemes_within(units=units).filter(sort=Sort.DUTY.value)
    return list(rows.exclude(state=SchemeState.DRAFT.value))


def scheme_by(*, text: str, unit: Unit, period: Period) -> Scheme:
    """Return the scheme with that number or title, of those that reach a unit or its subtree in a period.

    Raises:  SchemeNotFound, naming those that there are.
    """
    scope = scope_of(unit=unit, start=period.start, until=period.until)
    known = reportable_schemes(units={unit.pk, *(span.unit for span in scope.spans)})
    told = text.strip()
    found = [one for one in known if told in (str(one.pk), one.title)]
    if len(found) == 1:
        return found[0]
    shown = "；".join(f"{one.pk} {one.title}" for one in (found or known)[:SHOWN])
    if found:
        raise SchemeNotFound(f"有几个方案叫“{told[:60]}”，请写编号：{shown}。")
    there = f"现有：{shown}。" if shown else "现在还没有。"
    raise SchemeNotFound(f"{unit.name}没有已下发的责任方案“{told[:60]}”。{there}")


def check_scheme(*, template: Template, scheme: Scheme | None) -> None:
    """Refuse a report about a scheme without one, and a scheme where the template tells of none.

    Raises:  SchemeNotFound.
    """
    if template.of_scheme and scheme is None:
        raise SchemeNotFound(f"“{template.label}”写的是一个责任方案，请写明是哪一个方案。")
    if scheme is not None and not template.of_scheme:
        raise SchemeNotFound(f"“{template.label}”不是写责任方案的，请去掉方案，或改选“责任落实情况报告”。")


def scheme_ref(*, scheme: Scheme, on: dt.date) -> SchemeRef:
    """Return what the compiler is told of a scheme, its tasks as they stand on a day."""
    issued = scheme.versions.filter(issued_on__lte=on).order_by("-number").first()
    first = issued or scheme.versions.order_by("number").first()
    return SchemeRef(
        tag=f"{SCHEME}{scheme.pk}",
        title=scheme.title,
        issuer=name_on(unit=scheme.unit, day=on),
        document="" if first is None else first.document,
        tasks=tuple(_task_ref(task) for task in tellings_on(scheme=scheme, on=on)),
    )


def _task_ref(task: Task) -> TaskRef:
    assigned = sorted(task.assignments.all(), key=lambda one: (one.role != Role.LEAD.value, one.pk))
    owing = [one for one in assigned if one.role != Role.SUPPORTING.value or task.supporting_owes]
    return TaskRef(
        tag=f"{TASK}{task.origin}",
        number=task.number,
        content=task.content,
        often=say(frequency_of(task.frequency)),
        who="、".join(one.unit.name for one in owing),
        basis=task.basis,
    )
