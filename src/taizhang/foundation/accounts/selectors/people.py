"""Reads of people."""

from __future__ import annotations

from django.db.models import QuerySet

from taizhang.foundation.accounts.models import Person
from taizhang.kernel.refusal import Refused

OPERATOR = "operator"
IMPORTER = "importer"
SIGNER = "signer"


class UnknownPerson(Refused):
    """Nobody goes by that name."""


def person_by(*, text: str) -> Person:
    """Return the person with that login or, where it is the only one, that name.

    Raises:  UnknownPerson, naming the remedy.
    """
    found = list(Person.objects.filter(login=text)[:1]) or list(Person.objects.filter(name=text)[:2])
    if not found:
        raise UnknownPerson(
            f"没有找到人员“{text}”，请用 taizhang people list 查看，或用 taizhang people add 添加。"
        )
    if len(found) > 1:
        raise UnknownPerson(f"叫“{text}”的不止一人，请改用登录名。")
    return found[0]


def people() -> QuerySet[Person]:
    """Return everybody, in order of unit and login."""
    return Person.objects.select_related("unit").order_by("unit_id", "login")
