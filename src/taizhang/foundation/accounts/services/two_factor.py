"""The second factor: time-based codes (RFC 6238), the secret kept encrypted."""

from __future__ import annotations

import datetime as dt

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import check_password

from taizhang.foundation.accounts.models import Person, SignInPolicy
from taizhang.foundation.accounts.selectors import needs_two_factor
from taizhang.foundation.keys.secrets import open_text, seal_text
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused

ISSUER = "臺帳"
STEP = 30


class WrongCode(Refused):
    """The code shown by the person's device does not fit."""


class TwoFactorWanted(Refused):
    """The person's unit asks for a second factor."""


def new_secret() -> str:
    """Return a new secret for a person's device, base32."""
    return pyotp.random_base32()


def otpauth_address(*, person: Person, secret: str) -> str:
    """Return the otpauth:// address that a device reads from a QR picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.login, issuer_name=ISSUER)


def keep_two_factor(*, person: Person, secret: str, code: str, at: dt.datetime) -> Person:
    """Keep the secret once the person's device has shown a right code, and return the person.

    Raises:  WrongCode.
    """
    step = _step_of(secret, code, at)
    if step is None:
        raise WrongCode("动态码不对。请核对手机时间是否准确，再输入验证器上最新的 6 位数字。")
    person.totp, person.totp_step = seal_text(secret=settings.SECRET_KEY, text=secret), step
    person.save(update_fields=["totp", "totp_step"])
    return person


def give_up_two_factor(*, person: Person, password: str) -> Person:
    """Forget a person's second factor at their own wish and return the person.

    The password is asked for again: whoever finds an open browser is not to weaken the account.
    Raises:  TwoFactorWanted; WrongCode for a wrong password.
    """
    if needs_two_factor(person=person):
        raise TwoFactorWanted("本单位要求登录用动态码，不能停用。换手机时请向管理员要一次性口令，重新启用。")
    if not check_password(password, person.password):
        raise WrongCode("密码不对，动态码没有停用。")
    return drop_two_factor(person=person)


def drop_two_factor(*, person: Person) -> Person:
    """Forget a person's second factor and return the person."""
    person.totp, person.totp_step = "", 0
    person.save(update_fields=["totp", "totp_step"])
    return person


def is_right_code(*, person: Person, code: str, at: dt.datetime) -> bool:
    """Return whether the code fits now; a code that fits is used up."""
    step = _step_of(open_text(secret=settings.SECRET_KEY, sealed=person.totp), code, at)
    if step is None or step <= person.totp_step:
        return False
    person.totp_step = step
    person.save(update_fields=["totp_step"])
    return True


def ask_two_factor(*, unit: Unit, wanted: bool) -> None:
    """Write down whether a unit asks its people for a second factor."""
    SignInPolicy.objects.update_or_create(unit=unit, defaults={"two_factor": wanted})


def _step_of(secret: str, code: str, at: dt.datetime) -> int | None:
    """Return the time step whose code this is: now, one before or one after."""
    plain = "".join(character for character in code if character.isdigit())
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    for step in (now, now - 1, now + 1):
        if pyotp.utils.strings_equal(plain, totp.generate_otp(step)):
            return step
    return None
