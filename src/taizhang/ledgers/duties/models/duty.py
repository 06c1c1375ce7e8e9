"""Duties: a task as it lies on one unit, and each step of its way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models.scheme import Task
from taizhang.ledgers.duties.rules import DutyState, Role, StepAct


class Duty(models.Model):
    """What a unit answers for, every day from `since` up to, not including, `until`.

    `post` carries it out; `first_post` is first responsible, `direct_post` directly responsible. Duties
    belong to posts: who holds them changes nothing here. `came_from` is the duty of the unit above
    that was broken down, or of the unit whose work this one carries on. `runs_from` is the day from
    which occurrences are reckoned, `generated_until` the day up to which they are there.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=12, choices=[(role.value, role.label) for role in Role])
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    first_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    direct_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    state = models.CharField(max_length=12, choices=[(state.value, state.label) for state in DutyState])
    since = models.DateField()
    until = models.DateField(null=True)
    owes = models.BooleanField()
    runs_from = models.DateField()
    generated_until = models.DateField()
    objection = models.TextField(blank=True, default="")
    objected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "duties_duty"
        indexes = [models.Index(name="duty_by_unit", fields=["unit", "state"])]
        constraints = [
            models.CheckConstraint(
                name="duty_ends_no_earlier_than_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="ended_duty_has_an_end",
                condition=~Q(state=DutyState.ENDED.value) | Q(until__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_has_a_reason",
                condition=~Q(state=DutyState.OBJECTED.value)
                | (~Q(objection="") & Q(objected_by__isnull=False, answered_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="objection_is_not_answered_by_who_raised_it",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("objected_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} @ {self.unit_id}"


class DutyStep(models.Model):
    """One step of a duty: handed down, undertaken, objected to, answered. Append-only."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12, choices=[(act.value, act.label) for act in StepAct])
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "duties_duty_step"
