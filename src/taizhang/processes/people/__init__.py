"""Colleagues and their posts: each act one transaction, written down in the audit."""

from __future__ import annotations

from taizhang.processes.people.appoint import alter_post, appoint, make_post, relieve, withdraw_post
from taizhang.processes.people.colleagues import add_colleague, renew_code, set_policy
from taizhang.processes.people.handover import Handover, handover_of

__all__ = [
    "Handover",
    "add_colleague",
    "alter_post",
    "appoint",
    "handover_of",
    "make_post",
    "relieve",
    "renew_code",
    "set_policy",
    "withdraw_post",
]
