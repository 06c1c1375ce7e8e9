"""Units and, by day, to which unit each belongs and how it was called."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.units import rules


class Reorganisation(models.Model):
    """An act that changed the tree: a founding, a merger, a split, a move, with its document.

    `unit` is the unit founded, moved, renamed or split, or the successor of a merger; an import of
    many units has none. `on` None is since ever.
    """

    act = models.CharField(max_length=10, choices=rules.Act.choices())
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="reorganisations", null=True)
    on = models.DateField(null=True)
    basis = models.CharField(max_length=200, blank=True, default="")
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{rules.Act(self.act).label} {self.on or ''}".rstrip()


class Unit(models.Model):
    """A public body or a part of one, from province to grid.

    National division codes repeat across levels, so a unit is known by its own id. `code` is the
    12-digit division code, or "" for a unit without one. Name and code are the latest; what they
    were before stands in FormerName.
    """

    code = models.CharField(max_length=12, blank=True, default="", db_index=True)
    name = models.CharField(max_length=100, db_index=True)
    level = models.CharField(max_length=10, choices=rules.Level.choices())
    founded_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_closes_after_it_was_founded",
                condition=Q(closed_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(closed_on__gt=F("founded_on")),
            ),
            models.UniqueConstraint(
                name="unit_code_is_unique_within_its_level",
                fields=["level", "code"],
                # A closed unit's code is often given to the unit that carries on.
                condition=~Q(code="") & Q(closed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """How a unit was called before it was renamed, from `valid_from` up to, not including, `valid_until`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=100, db_index=True)
    code = models.CharField(max_length=12, blank=True, default="", db_index=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="former_name_ends_after_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.UniqueConstraint(name="unit_was_renamed_once_on_a_day", fields=["unit", "valid_until"]),
        ]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """One unit's belonging to another, every day from `valid_from` up to, not including, `valid_until`.

    `valid_from` None is since ever, `valid_until` None until further notice. The affiliations of a
    unit never overlap: a trigger in SQLite and an exclusion constraint in PostgreSQL hold that.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="affiliations")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="subordinations")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="affiliation_ends_after_it_begins",
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="unit_does_not_belong_to_itself", condition=~Q(unit=F("parent"))),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} -> {self.parent_id}"


class Succession(models.Model):
    """Which unit carries on another's work after a reorganisation.

    The one `heir` of a closed unit takes over its stocks and its sub-units.
    """

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    heir = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="unit_succeeds_another_once_in_an_act",
                fields=["predecessor", "successor", "reorganisation"],
            ),
            models.UniqueConstraint(name="unit_has_one_heir", fields=["predecessor"], condition=Q(heir=True)),
            models.CheckConstraint(
                name="unit_does_not_succeed_itself", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"
