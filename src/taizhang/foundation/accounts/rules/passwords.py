"""Which passwords are strong enough. Pure."""

from __future__ import annotations

from taizhang.kernel.refusal import Refused

SHORTEST = 10
LONGEST = 128


class PasswordTooWeak(Refused):
    """The password would be guessed."""


def check_password_strength(*, password: str, login: str, name: str, common: bool) -> None:
    """Refuse a password that is short, of one sort of characters, made of the name, or in common use.

    `common` tells whether it stands on a list of passwords in common use.
    Raises:  PasswordTooWeak.
    Source:  GB/T 22239-2019 8.1.4.1 (complexity of what identifies a person).
    """
    if len(password) < SHORTEST:
        raise PasswordTooWeak(f"密码至少 {SHORTEST} 位，现在是 {len(password)} 位。")
    if len(password) > LONGEST:
        raise PasswordTooWeak(f"密码至多 {LONGEST} 位。")
    if _sorts(password) < 2:
        raise PasswordTooWeak("密码要含字母、数字、符号中的至少两种。")
    if len(set(password)) < 5:
        raise PasswordTooWeak("密码里重复的字符太多，请换一个。")
    if login.lower() in password.lower() or (name and name in password):
        raise PasswordTooWeak("密码里不要含登录名或姓名。")
    if common:
        raise PasswordTooWeak("这个密码太常见，容易被猜中，请换一个。")


def _sorts(password: str) -> int:
    return sum(
        (
            any(character.isdigit() for character in password),
            any(character.isalpha() for character in password),
            any(not character.isalnum() for character in password),
        )
    )
