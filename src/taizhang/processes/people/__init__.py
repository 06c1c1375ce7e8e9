"""Colleagues and their posts: each act one transaction, written down in the audit."""

from __future__ import annotations

from taizhang.processes.people.appoint import alter_post, appoint, make_post, relieve, withdraw_post
from taizhang.processes.people.calendar_address import close_calendar, open_calendar
from taizhang.processes.people.colleagues import add_colleague, renew_code, set_policy
from taizhang.processes.people.handover import Handover, handover_of

__all__ = [
    "Handover",
    "add_colleague",
    "alter_post",
    "appoint",
    "close_calendar",
    "handover_of",
    "make_post",
    "open_calendar",
    "relieve",
    "renew_code",
    "set_policy",
    "withdraw_post",
]
