"""The verbs of the duties book."""

from taizhang.ledgers.duties.services.carrying import carry_over
from taizhang.ledgers.duties.services.easing import close, demand, excuse, move_due, reopen
from taizhang.ledgers.duties.services.fulfilling import (
    Match,
    confirm,
    confirm_all,
    withdraw,
    withdraw_source,
)
from taizhang.ledgers.duties.services.generating import generate, horizon
from taizhang.ledgers.duties.services.handing import (
    Part,
    answer_objection,
    appoint,
    break_down,
    object_to,
    undertake,
)
from taizhang.ledgers.duties.services.issuing import amend_task, issue_scheme, withdraw_scheme
from taizhang.ledgers.duties.services.urging import set_escalation, urge
from taizhang.ledgers.duties.services.writing import (
    Answering,
    NewTask,
    TaskText,
    add_tasks,
    create_scheme,
    edit_task,
    remove_task,
)

__all__ = [
    "Answering",
    "Match",
    "NewTask",
    "Part",
    "TaskText",
    "add_tasks",
    "amend_task",
    "answer_objection",
    "appoint",
    "break_down",
    "carry_over",
    "close",
    "confirm",
    "confirm_all",
    "create_scheme",
    "demand",
    "edit_task",
    "excuse",
    "generate",
    "horizon",
    "issue_scheme",
    "move_due",
    "object_to",
    "remove_task",
    "reopen",
    "set_escalation",
    "undertake",
    "urge",
    "withdraw",
    "withdraw_scheme",
    "withdraw_source",
]
