"""Incidents of channels: an account taken over, a screen hijacked, something wrong or outdated published."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.premises.models.place import Place
from taizhang.ledgers.premises.rules import IncidentSort, IncidentStage


class Incident(models.Model):
    """What happened to a channel, from when it was noticed; `closed_at` once the lessons are written down."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="incidents")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    sort = models.CharField(max_length=12, choices=[(sort.value, sort.label) for sort in IncidentSort])
    what = models.TextField()
    noticed_at = models.DateTimeField()
    on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "premises_incident"
        indexes = [models.Index(name="incident_by_unit", fields=["unit", "-noticed_at"])]
        constraints = [
            models.CheckConstraint(name="incident_says_what_happened", condition=~Q(what="")),
            models.CheckConstraint(
                name="incident_was_noticed_before_it_was_written_down", condition=Q(noticed_at__lte=F("at"))
            ),
        ]

    def __str__(self) -> str:
        return self.what


class IncidentStep(models.Model):
    """One stage of dealing with an incident, done at the moment `when`. Append-only."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps", db_index=False)
    stage = models.CharField(max_length=10, choices=[(stage.value, stage.label) for stage in IncidentStage])
    text = models.TextField()
    when = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_incident_step"
        constraints = [
            models.UniqueConstraint(name="stage_of_an_incident_is_told_once", fields=["incident", "stage"]),
            models.CheckConstraint(name="incident_step_says_what_was_done", condition=~Q(text="")),
            models.CheckConstraint(
                name="incident_step_was_done_before_it_was_written_down", condition=Q(when__lte=F("at"))
            ),
        ]
