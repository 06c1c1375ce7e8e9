"""Stages: as a unit sets them, as an item passes them, and who stands in while a post is vacant."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person, Post
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.publication.models.item import Item
from taizhang.ledgers.publication.rules import Code, Measure, Sort, StageState

_CODES = [(code.value, code.label) for code in Code]
_MEASURES = [(measure.value, measure.label) for measure in Measure]


class StageSetting(models.Model):
    """One stage as a unit sets it, for itself and for all below that set none of their own.

    With a `place` it holds for what the unit brings out on that channel, instead of the unit's own.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.IntegerField()
    code = models.CharField(max_length=13, choices=_CODES)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    amount = models.IntegerField()
    measure = models.CharField(max_length=8, choices=_MEASURES)

    class Meta:
        db_table = "publication_setting"
        constraints = [
            models.UniqueConstraint(
                name="unit_sets_a_stage_once", fields=["unit", "code"], condition=Q(place__isnull=True)
            ),
            models.UniqueConstraint(
                name="unit_sets_one_stage_at_a_place",
                fields=["unit", "position"],
                condition=Q(place__isnull=True),
            ),
            models.UniqueConstraint(
                name="channel_has_a_stage_once",
                fields=["unit", "place", "code"],
                condition=Q(place__isnull=False),
            ),
            models.UniqueConstraint(
                name="channel_has_one_stage_at_a_time",
                fields=["unit", "place", "position"],
                condition=Q(place__isnull=False),
            ),
            models.CheckConstraint(name="stage_gives_time", condition=Q(amount__gte=1)),
        ]


class Delegation(models.Model):
    """That a person stands in for a vacant post, both days within. It rests while somebody holds the post."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "publication_delegation"
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_no_earlier_than_it_begins", condition=Q(last_day__gte=F("since"))
            ),
            models.CheckConstraint(name="delegation_has_a_reason", condition=~Q(reason="")),
        ]


class ItemStage(models.Model):
    """One stage of an item, as it was set when the item was first sent."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="stages", db_index=False)
    code = models.CharField(max_length=13, choices=_CODES)
    sort = models.CharField(max_length=6, choices=[(sort.value, sort.label) for sort in Sort])
    position = models.IntegerField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    amount = models.IntegerField()
    measure = models.CharField(max_length=8, choices=_MEASURES)
    state = models.CharField(
        max_length=7,
        choices=[(state.value, state.label) for state in StageState],
        default=StageState.WAITING.value,
    )
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "publication_stage"
        indexes = [
            models.Index(name="stage_open_by_post", fields=["post"], condition=Q(state=StageState.OPEN.value))
        ]
        constraints = [
            models.UniqueConstraint(name="item_has_a_stage_once", fields=["item", "code"]),
            models.UniqueConstraint(
                name="one_stage_of_an_item_is_open",
                fields=["item"],
                condition=Q(state=StageState.OPEN.value),
            ),
            models.CheckConstraint(
                name="open_stage_has_a_time",
                condition=~Q(state=StageState.OPEN.value) | Q(opened_at__isnull=False, due_at__isnull=False),
            ),
        ]

    @property
    def label(self) -> str:
        return Code(self.code).label
