"""People who act in the system: who wrote, who accepted, who signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.units.models import Unit


class Person(models.Model):
    """Somebody who acts for a unit. Holds nothing about the person but the name and the unit.

    `login` is the short name used on the command line.
    """

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="people")

    class Meta:
        constraints = [models.CheckConstraint(name="person_has_a_name", condition=~Q(name="") & ~Q(login=""))]

    def __str__(self) -> str:
        return self.name
