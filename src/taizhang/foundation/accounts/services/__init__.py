"""Verbs: people, posts, passwords, codes, sessions."""

from __future__ import annotations

from taizhang.foundation.accounts.services.calendar_keys import drop_calendar_key, make_calendar_key
from taizhang.foundation.accounts.services.codes import (
    CodeRefused,
    issue_code,
    redeem_code,
    redeem_first_code,
)
from taizhang.foundation.accounts.services.passwords import change_password, set_password
from taizhang.foundation.accounts.services.people import (
    LoginTaken,
    add_person,
    ensure_standing_people,
    move_person,
)
from taizhang.foundation.accounts.services.posts import (
    PostRefused,
    add_post,
    begin_tenure,
    change_post,
    close_post,
    end_tenure,
)
from taizhang.foundation.accounts.services.reminders import claim_reminder, release_reminder
from taizhang.foundation.accounts.services.sessions import close_session, close_sessions, open_session
from taizhang.foundation.accounts.services.signing_in import SignInRefused, check_credentials
from taizhang.foundation.accounts.services.two_factor import (
    TwoFactorWanted,
    WrongCode,
    ask_two_factor,
    give_up_two_factor,
    keep_two_factor,
    new_secret,
    otpauth_address,
)

__all__ = [
    "CodeRefused",
    "LoginTaken",
    "PostRefused",
    "SignInRefused",
    "TwoFactorWanted",
    "WrongCode",
    "add_person",
    "add_post",
    "ask_two_factor",
    "begin_tenure",
    "change_password",
    "change_post",
    "check_credentials",
    "claim_reminder",
    "close_post",
    "close_session",
    "close_sessions",
    "drop_calendar_key",
    "end_tenure",
    "ensure_standing_people",
    "give_up_two_factor",
    "issue_code",
    "keep_two_factor",
    "make_calendar_key",
    "move_person",
    "new_secret",
    "open_session",
    "otpauth_address",
    "redeem_code",
    "redeem_first_code",
    "release_reminder",
    "set_password",
]
