"""Add people."""

from __future__ import annotations

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import IMPORTER, OPERATOR, SIGNER
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused


class LoginTaken(Refused):
    """Somebody has that login already."""


def add_person(*, login: str, name: str, unit: Unit | None) -> Person:
    """Add a person and return it.

    Raises:  LoginTaken.
    """
    login, name = login.strip(), name.strip()
    if not login or not name:
        raise LoginTaken("登录名和姓名都要填写。")
    with transaction.atomic():
        if Person.objects.filter(login=login).exists():
            raise LoginTaken(f"登录名“{login}”已经有人使用，请换一个。")
        return Person.objects.create(login=login, name=name, unit=unit)


def ensure_standing_people() -> None:
    """Make the three accounts that every data folder has, where they are missing.

    The operator runs the command line. The importer stands for whoever filled in a ledger that is
    imported: so the one who brings a ledger in and accepts it is never its author. The signer
    stands for the leader on whose word a report compiled by the operator is signed.
    """
    with transaction.atomic():
        for login, name in ((OPERATOR, "操作员"), (IMPORTER, "原台账填报人"), (SIGNER, "签发人")):
            Person.objects.get_or_create(login=login, defaults={"name": name})


def move_person(*, person: Person, unit: Unit) -> Person:
    """Write down that a person now belongs to another unit, and return them."""
    person.unit = unit
    person.save(update_fields=["unit"])
    return person
