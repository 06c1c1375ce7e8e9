"""That a unit above asks for an occurrence to be seen to (催办)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models.occurrence import Occurrence


class Urging(models.Model):
    """One asking, by `unit`, on a day, with a note or without. Never changed but once, to be settled.

    It stands until what is owed is met, or excused, or until it is asked for anew.
    """

    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="urgings", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "duties_urging"
        constraints = [
            models.UniqueConstraint(name="occurrence_is_urged_once_a_day", fields=["occurrence", "day"]),
            models.UniqueConstraint(
                name="one_urging_of_an_occurrence_stands",
                fields=["occurrence"],
                condition=Q(settled_at__isnull=True),
            ),
        ]
