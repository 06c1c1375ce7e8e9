"""Which task may lie under which: within one scheme, without a circle."""

from __future__ import annotations

from taizhang.ledgers.duties.models import Scheme, Task
from taizhang.ledgers.duties.rules import SchemeRefused


def check_parent(task: Task, number: str, parent: Task | None, scheme: Scheme) -> None:
    """Refuse a parent of another scheme, and one that lies under the task itself."""
    if parent is None:
        return
    if parent.scheme_id != scheme.pk:
        raise SchemeRefused(f"上级任务 {parent.number} 不在这份方案里，请改选。")
    if task.pk is None and task.amends_id is None:
        return
    standing = {one.origin: one for one in scheme.tasks.select_related("parent").order_by("pk")}
    steps: list[str] = []
    at = standing[parent.origin]
    own = task.first_id or task.pk
    while at.origin != own and at.parent is not None and len(steps) <= len(standing):
        steps.append(f"{at.number} 的上级是 {at.parent.number}")
        at = standing[at.parent.origin]
    if at.origin == own:
        told = "，".join([f"{number} 的上级是 {parent.number}", *steps])
        raise SchemeRefused(f"上级任务绕成了圈：{told}；请改选上级任务。")
