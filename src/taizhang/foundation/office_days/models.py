"""Days that the office's calendar tells, from the State Council's notice of a year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.accounts.models import Person


class OfficeDay(models.Model):
    """One day that is off, or a weekend that is worked in the stead of another day."""

    day = models.DateField(primary_key=True)
    off = models.BooleanField()
    name = models.CharField(max_length=20)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "office_days_day"
        constraints = [models.CheckConstraint(name="office_day_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
