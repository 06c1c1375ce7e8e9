"""Numbers of a table that tells none, added to a draft: known tasks keep theirs, new ones go on from the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taizhang.ledgers.duties.models import Task
from taizhang.reading.breakdown import TaskRow


def number_on(tasks: Sequence[TaskRow], standing: Mapping[str, Task]) -> None:
    """Give each task the number of the one with its very words in the draft, else the next that is free.

    Words that stand several times are matched in their order.
    """
    known: dict[str, list[str]] = {}
    for number, there in standing.items():
        known.setdefault(there.content, []).append(number)
    last = max((int(number) for number in standing if number.isdecimal()), default=0)
    renamed: dict[str, str] = {}
    for task in tasks:
        same = known.get(task.content)
        if same:
            number, note = same.pop(0), "表里没有编号，内容和第 {} 项一样，认作同一项"
        else:
            last += 1
            number, note = str(last), "表里没有编号，接着编为 {}"
        renamed[task.number], task.number = number, number
        task.notes = [one for one in task.notes if "没有编号" not in one] + [note.format(number)]
    for task in tasks:
        if task.parent not in standing:
            task.parent = renamed.get(task.parent, task.parent)
