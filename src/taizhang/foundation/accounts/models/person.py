"""People who act in the system: who wrote, who accepted, who signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.units.models import Unit


class Person(models.Model):
    """Somebody who acts for a unit. Holds nothing about the person but the name and the unit.

    `login` is the short name they sign in with. `password` is the argon2 hash, "" for somebody who
    cannot sign in. `totp` is the encrypted secret of the second factor, "" where there is none;
    `totp_step` the last time step that was used, so that no code serves twice. `failures` counts
    wrong passwords in a row.
    """

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="people")
    password = models.CharField(max_length=200, blank=True, default="")
    totp = models.CharField(max_length=200, blank=True, default="")
    totp_step = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="person_has_a_name", condition=~Q(name="") & ~Q(login=""))]

    def __str__(self) -> str:
        return self.name
