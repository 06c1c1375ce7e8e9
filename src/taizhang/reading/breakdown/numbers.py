"""The numbers of tasks: each once, and which task stands above which, without a circle."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from taizhang.reading.breakdown.tasks import Fault, TaskRow

_LEVELS = re.compile(r"[.\-－—．]")


def check_numbers(tasks: Sequence[TaskRow], labels: Mapping[str, str]) -> None:
    """Put a fault on every task whose number an earlier one has."""
    seen: dict[str, TaskRow] = {}
    for task in tasks:
        if not task.number:
            continue
        before = seen.setdefault(task.number, task)
        if before is task:
            continue
        hint = (
            "；如果是 3.10 这样的编号，请把这一格的格式改成文本再填"
            if re.fullmatch(r"[0-9]+\.[0-9]", task.number)
            else ""
        )
        reason = f"编号“{task.number}”与{before.place}重复，请改成各不相同的编号{hint}。"
        task.faults.append(_fault(task, "number", task.number, reason, labels))


def settle_parents(tasks: Sequence[TaskRow], labels: Mapping[str, str], standing: Collection[str]) -> None:
    """Give each task its parent: the one it names, else the nearest that its number lies under.

    A parent that is neither in the table nor among the `standing` numbers, and every task of a circle, gets a fault.
    """
    known = {task.number: task for task in reversed(tasks) if task.number}
    for task in tasks:
        if not task.parent:
            task.parent = _above(task.number, {*known, *standing})
        elif task.parent not in known and task.parent not in standing:
            reason = f"上级任务“{task.parent}”不在表里，请写表中已有的编号，没有上级就留空。"
            task.faults.append(_fault(task, "parent", task.parent, reason, labels))
    for task in tasks:
        circle = _circle(task, known)
        if circle:
            told = "，".join(f"{number} 的上级是 {above}" for number, above in circle)
            reason = f"上级任务绕成了圈：{told}；请改正其中一个。"
            task.faults.append(_fault(task, "parent", task.parent, reason, labels))


def _above(number: str, known: Collection[str]) -> str:
    cuts = [match.start() for match in _LEVELS.finditer(number)]
    return next((number[:cut] for cut in reversed(cuts) if number[:cut] in known), "")


def _circle(task: TaskRow, known: Mapping[str, TaskRow]) -> list[tuple[str, str]]:
    """Return the steps from a task back to itself, as number and number above; none when it is in no circle."""
    steps: list[tuple[str, str]] = []
    at = task
    while at.parent in known and len(steps) <= len(known):
        steps.append((at.number, at.parent))
        at = known[at.parent]
        if at.number == task.number:
            return steps
    return []


def _fault(task: TaskRow, field: str, value: str, reason: str, labels: Mapping[str, str]) -> Fault:
    label = labels.get(field, "编号" if field == "number" else "上级任务")
    return Fault(task.row, field, label, value, reason)
