"""Set and change passwords, hashed with argon2."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import PasswordTooWeak, check_password_strength

_COMMON = CommonPasswordValidator()


def set_password(*, person: Person, password: str) -> Person:
    """Give a person a password, open a locked account, and return the person.

    Raises:  PasswordTooWeak.
    """
    common = password.lower().strip() in _COMMON.passwords
    check_password_strength(password=password, login=person.login, name=person.name, common=common)
    person.password, person.failures, person.locked_until = make_password(password), 0, None
    person.save(update_fields=["password", "failures", "locked_until"])
    return person


def change_password(*, person: Person, old: str, new: str) -> Person:
    """Change a person's password, who must know the old one, and return the person.

    Raises:  PasswordTooWeak, also when the old one is wrong or the new one is the same.
    """
    if not check_password(old, person.password):
        raise PasswordTooWeak("原密码不对，请重新输入。")
    if old == new:
        raise PasswordTooWeak("新密码和原密码一样，请换一个。")
    return set_password(person=person, password=new)
