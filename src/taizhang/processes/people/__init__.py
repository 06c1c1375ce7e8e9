"""Colleagues and their posts: each act one transaction, written down in the audit."""

from __future__ import annotations

from taizhang.processes.people.appoint import alter_post, appoint, make_post, relieve, withdraw_post
from taizhang.processes.people.calendar_address import close_calendar, open_calendar
from taizhang.processes.people.colleagues import add_colleague, renew_code, set_policy
from taizhang.processes.people.handover import Handover, handover_of
from taizhang.processes.people.items import hand_over_items
from taizhang.processes.people.own_account import (
    change_own_password,
    come_in_by_code,
    leave_two_factor,
    take_up_two_factor,
)

__all__ = [
    "Handover",
    "add_colleague",
    "alter_post",
    "appoint",
    "change_own_password",
    "close_calendar",
    "come_in_by_code",
    "hand_over_items",
    "handover_of",
    "leave_two_factor",
    "make_post",
    "open_calendar",
    "relieve",
    "renew_code",
    "set_policy",
    "take_up_two_factor",
    "withdraw_post",
]
