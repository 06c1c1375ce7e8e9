"""Inspections of places, and what they found wrong until it is put right."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.premises.models.place import Place
from taizhang.ledgers.premises.rules import (
    FindingAct,
    FindingState,
    InspectionState,
    Severity,
    inspection_source,
)


class Inspection(models.Model):
    """One inspection of a place that `unit` owes from the day `opens` to the day `due_on`, both within.

    One that is not `planned` was made between. `answers` are [code, question, answer] as they were
    asked by that version of the checklist. `client_key` is the id that a device gave it.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="inspections", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    label = models.CharField(max_length=40)
    opens = models.DateField()
    due_on = models.DateField()
    planned = models.BooleanField(default=True)
    state = models.CharField(
        max_length=8,
        choices=[(state.value, state.label) for state in InspectionState],
        default=InspectionState.DUE.value,
    )
    done_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    checklist = models.IntegerField(null=True)
    answers = models.JSONField(null=True)
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(null=True)
    client_key = models.CharField(max_length=36, null=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "premises_inspection"
        indexes = [
            models.Index(name="inspection_of_place", fields=["place", "due_on"]),
            models.Index(name="inspection_by_unit", fields=["unit", "state", "due_on"]),
            models.Index(
                name="inspection_due_by_day",
                fields=["due_on", "id", "unit", "opens"],
                condition=Q(state=InspectionState.DUE.value),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="place_is_planned_to_be_inspected_once_at_a_time",
                fields=["place", "opens"],
                condition=Q(planned=True) & ~Q(state=InspectionState.LIFTED.value),
            ),
            models.UniqueConstraint(
                name="inspection_of_a_device_is_kept_once",
                fields=["client_key"],
                condition=Q(client_key__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_is_due_after_it_opens", condition=Q(due_on__gte=F("opens"))
            ),
            models.CheckConstraint(
                name="done_inspection_says_by_whom_when_and_what",
                condition=~Q(state=InspectionState.DONE.value)
                | Q(
                    done_on__isnull=False,
                    by__isnull=False,
                    at__isnull=False,
                    checklist__isnull=False,
                    answers__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    @property
    def source(self) -> str:
        return inspection_source(self.pk)


class Finding(models.Model):
    """Something wrong with one item of a place: to be put right by `post` until `due_on`, re-checked by another.

    `item` is the code of the checklist's item, `asked` its question. What was closed and came back is
    the same finding, reopened so many times.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="findings", db_index=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.CharField(max_length=40)
    asked = models.CharField(max_length=200)
    what = models.TextField()
    severity = models.CharField(max_length=8, choices=[(each.value, each.label) for each in Severity])
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField()
    found_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.label) for state in FindingState],
        default=FindingState.OPEN.value,
    )
    rectified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    rectified_on = models.DateField(null=True)
    rechecked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    reopened = models.IntegerField(default=0)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "premises_finding"
        indexes = [
            models.Index(name="finding_of_place", fields=["place", "item"]),
            models.Index(name="finding_by_unit", fields=["unit", "state", "due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="item_of_a_place_is_found_wrong_once_at_a_time",
                fields=["place", "item"],
                condition=~Q(state=FindingState.CLOSED.value),
            ),
            models.CheckConstraint(name="finding_says_what_is_wrong", condition=~Q(what="")),
            models.CheckConstraint(
                name="finding_is_not_rechecked_by_who_rectified_it",
                condition=Q(rechecked_by__isnull=True) | ~Q(rechecked_by=F("rectified_by")),
            ),
            models.CheckConstraint(
                name="rectified_finding_says_by_whom_and_when",
                condition=Q(state=FindingState.OPEN.value)
                | Q(rectified_by__isnull=False, rectified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_finding_was_rechecked",
                condition=Q(
                    state=FindingState.CLOSED.value, rechecked_by__isnull=False, closed_on__isnull=False
                )
                | (
                    ~Q(state=FindingState.CLOSED.value) & Q(rechecked_by__isnull=True, closed_on__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class FindingStep(models.Model):
    """One step of a finding: found, rectified, returned, closed, reopened. Append-only."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=[(act.value, act.label) for act in FindingAct])
    on = models.DateField()
    text = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_finding_step"


class StepPhoto(models.Model):
    """A photo that shows what a step tells: what is wrong, or how it was put right. Append-only."""

    step = models.ForeignKey(FindingStep, on_delete=models.PROTECT, related_name="photos")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "premises_step_photo"
