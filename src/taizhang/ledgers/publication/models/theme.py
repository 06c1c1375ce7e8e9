"""Theme plans (主题宣传): how many items a unit means to publish on a theme."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit


class ThemePlan(models.Model):
    """A theme, from the day `start` to the day `until`, both within, and how many items are planned."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    start = models.DateField()
    until = models.DateField()
    planned = models.IntegerField()
    note = models.TextField(blank=True, default="")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "publication_theme"
        constraints = [
            models.CheckConstraint(name="theme_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="theme_ends_no_earlier_than_it_begins", condition=Q(until__gte=F("start"))
            ),
            models.CheckConstraint(name="theme_plans_something", condition=Q(planned__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
