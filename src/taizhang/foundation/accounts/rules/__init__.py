"""What may be done by whom: different eyes, rights and roles, passwords, sign-in."""

from __future__ import annotations

from taizhang.foundation.accounts.rules.calendar_keys import KEY_BYTES, key_digest
from taizhang.foundation.accounts.rules.eyes import OwnWork, check_different_eyes
from taizhang.foundation.accounts.rules.passwords import PasswordTooWeak, check_password_strength
from taizhang.foundation.accounts.rules.rights import Right, Role, UnknownRole, check_roles, rights_of
from taizhang.foundation.accounts.rules.signing_in import LOCKED_FOR, TRIES, locked_until

__all__ = [
    "KEY_BYTES",
    "LOCKED_FOR",
    "TRIES",
    "OwnWork",
    "PasswordTooWeak",
    "Right",
    "Role",
    "UnknownRole",
    "check_different_eyes",
    "check_password_strength",
    "check_roles",
    "key_digest",
    "locked_until",
    "rights_of",
]
