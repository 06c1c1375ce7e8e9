"""Occurrences: one falling due of a duty, the work that fulfils it, and each step of its way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.duties.models.duty import Duty
from taizhang.ledgers.duties.rules import OccurrenceState, StepAct, occurrence_source


class Occurrence(models.Model):
    """One falling due, from the day `opens` to the day `due_on`, both within; work on later days is late.

    `required` pieces of work fulfil it, `done` of them stand. `done_on` is the day on which it was
    met, `made_up` whether only a makeup met it. `revision` counts how often the journal was told.
    State, `done`, `done_on`, `late` and `made_up` follow from the rows (`rules.standing_of`).
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="occurrences", db_index=False)
    label = models.CharField(max_length=40)
    opens = models.DateField()
    due_on = models.DateField()
    required = models.IntegerField()
    done = models.IntegerField(default=0)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.label) for state in OccurrenceState],
        default=OccurrenceState.DUE.value,
    )
    done_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    made_up = models.BooleanField(default=False)
    revision = models.IntegerField(default=1)
    excuse = models.TextField(blank=True, default="")
    excused_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "duties_occurrence"
        indexes = [
            models.Index(name="occurrence_by_due_day", fields=["due_on", "state"]),
            models.Index(name="occurrence_open_by_due_day", fields=["state", "due_on"]),
            models.Index(name="occurrence_of_duty", fields=["duty", "due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(name="duty_falls_due_once_at_a_time", fields=["duty", "opens"]),
            models.CheckConstraint(
                name="occurrence_is_due_after_it_opens", condition=Q(due_on__gte=F("opens"))
            ),
            models.CheckConstraint(name="occurrence_asks_for_something", condition=Q(required__gte=1)),
            models.CheckConstraint(
                name="done_occurrence_has_a_day",
                condition=~Q(state=OccurrenceState.DONE.value) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="excused_occurrence_says_who_and_why",
                condition=~Q(state=OccurrenceState.EXCUSED.value)
                | (~Q(excuse="") & Q(excused_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="occurrence_is_closed_by_somebody_at_a_moment",
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    @property
    def source(self) -> str:
        return occurrence_source(self.pk)


class OccurrenceStep(models.Model):
    """One step of an occurrence: due day moved, excused, closed, carried over. Append-only.

    `was` and `now` are the due days of a move.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12, choices=[(act.value, act.label) for act in StepAct])
    reason = models.TextField(blank=True, default="")
    was = models.DateField(null=True)
    now = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "duties_occurrence_step"


class Fulfilment(models.Model):
    """A piece of work that a person confirmed as fulfilling an occurrence.

    `source` names it in its own book ("records:412"), `on` is its day, `makeup` whether it was held
    for those who had missed the session. Never changed but once, to be withdrawn.
    """

    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="fulfilments", db_index=False
    )
    source = models.CharField(max_length=60)
    on = models.DateField()
    makeup = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "duties_fulfilment"
        indexes = [
            models.Index(name="fulfilment_by_source", fields=["source"]),
            models.Index(name="fulfilment_of_occurrence", fields=["occurrence"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="work_fulfils_an_occurrence_once",
                fields=["occurrence", "source"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="withdrawn_fulfilment_says_who_when_and_why",
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdraw_reason="")
                | (Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdraw_reason="")),
            ),
        ]
