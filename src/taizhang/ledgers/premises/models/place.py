"""Places: what the body itself runs, how long and with whom each was in use, its photos and its history."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.premises.rules import PlaceAct


class Place(models.Model):
    """A channel or a facility of a unit, in use every day from `since` up to, not including, `until`.

    `post` is the one post that answers for it. `coordinates` are "118.780000,32.040000", east before
    north, "" where nobody wrote them down. `fields` hold what its type asks for beside, checked by
    the type; `size` is the size band that follows from them, "" for none. `frequency` is a stored
    frequency of kernel/recurrence; inspections are reckoned from the day `runs_from` and there up to
    `generated_until`. `revision` counts the changes. It holds no person but whoever wrote it down.
    """

    type = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True, default="")
    grid = models.CharField(max_length=60, blank=True, default="")
    coordinates = models.CharField(max_length=24, blank=True, default="")
    fields = models.JSONField(default=dict)
    size = models.CharField(max_length=40, blank=True, default="")
    frequency = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    runs_from = models.DateField()
    generated_until = models.DateField()
    revision = models.IntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_place"
        indexes = [
            models.Index(name="place_by_unit_and_type", fields=["unit", "type"]),
            models.Index(name="place_by_type", fields=["type", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="place_in_use_has_a_name_of_its_own",
                fields=["unit", "type", "name"],
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(name="place_has_type_and_name", condition=~Q(type="") & ~Q(name="")),
            models.CheckConstraint(
                name="place_ends_no_earlier_than_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stay(models.Model):
    """A place in use with one unit, in one size, every day from `since` up to, not including, `until`.

    The stocks of the journal are these stays, told.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stays", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    size = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "premises_stay"
        indexes = [models.Index(name="stay_of_place", fields=["place", "since"])]
        constraints = [
            models.UniqueConstraint(
                name="place_is_with_one_unit_at_a_time", fields=["place"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="stay_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]


class PlaceStep(models.Model):
    """One step of a place: registered, changed, handed over, taken out of use. Append-only.

    `on` is the day from which it holds; `differences` are [label, before, after] of what it changed.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12, choices=[(act.value, act.label) for act in PlaceAct])
    on = models.DateField()
    differences = models.JSONField(default=list)
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_place_step"


class PlacePhoto(models.Model):
    """A photo that shows a place."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="photos", db_index=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_place_photo"
        constraints = [
            models.UniqueConstraint(name="place_is_shown_by_a_photo_once", fields=["place", "evidence"])
        ]


class Plan(models.Model):
    """How often a unit, and whatever is below it, inspects its premises of a type. The latest holds. Append-only."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    type = models.CharField(max_length=40)
    frequency = models.JSONField()
    since = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_plan"
        indexes = [models.Index(name="plan_by_unit_and_type", fields=["unit", "type", "-id"])]
