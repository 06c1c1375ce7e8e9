"""Reads of people, their posts, and what they may reach."""

from __future__ import annotations

from taizhang.foundation.accounts.selectors.calendar_keys import calendar_key_of, tenures_by_key
from taizhang.foundation.accounts.selectors.people import (
    IMPORTER,
    OPERATOR,
    SIGNER,
    UnknownPerson,
    people,
    person_by,
)
from taizhang.foundation.accounts.selectors.posts import (
    held_on,
    holders_of_right,
    holders_on,
    open_tenures,
    people_of_units,
    posts_of_units,
    posts_with_inbox,
    tenures_of,
)
from taizhang.foundation.accounts.selectors.reach import OutOfReach, Reach, reach_of
from taizhang.foundation.accounts.selectors.signing_in import (
    asks_two_factor,
    can_sign_in,
    has_administrator,
    needs_two_factor,
    session_stamp,
    sign_ins_of,
)
from taizhang.foundation.accounts.selectors.way_up import WayUp, way_up

__all__ = [
    "IMPORTER",
    "OPERATOR",
    "SIGNER",
    "OutOfReach",
    "Reach",
    "UnknownPerson",
    "WayUp",
    "asks_two_factor",
    "calendar_key_of",
    "can_sign_in",
    "has_administrator",
    "held_on",
    "holders_of_right",
    "holders_on",
    "needs_two_factor",
    "open_tenures",
    "people",
    "people_of_units",
    "person_by",
    "posts_of_units",
    "posts_with_inbox",
    "reach_of",
    "session_stamp",
    "sign_ins_of",
    "tenures_by_key",
    "tenures_of",
    "way_up",
]
