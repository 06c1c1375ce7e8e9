"""Who sat at which stage of an item, and what was decided there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.publication.models.item import Item, ItemVersion
from taizhang.ledgers.publication.models.stage import Delegation, ItemStage
from taizhang.ledgers.publication.rules import Sort, Verdict


class Seat(models.Model):
    """That a person passes this stage of an item, and no other stage of its sort, now or ever. Append-only.

    The unique index holds it against requests that come at one time. Triggers see to it that
    `author` is the item's and `sort` the stage's.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(ItemStage, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=6, choices=[(sort.value, sort.label) for sort in Sort])
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "publication_seat"
        constraints = [
            models.UniqueConstraint(
                name="nobody_passes_two_stages_of_a_sort", fields=["item", "sort", "person"]
            ),
            models.CheckConstraint(
                name="nobody_passes_a_stage_of_their_own_item", condition=~Q(person=F("author"))
            ),
        ]


class Decision(models.Model):
    """One decision on one version. Append-only but for `voided_at`: since when an edit has undone a pass.

    Triggers see to it that the version is the item's latest and `digest` its own, that a pass has
    the seat of whoever passes, and that nobody returns their own item.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    stage = models.ForeignKey(ItemStage, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=6, choices=[(each.value, each.label) for each in Verdict])
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    afterwards = models.BooleanField(default=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", null=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+", null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "publication_decision"
        indexes = [models.Index(name="decision_of_item", fields=["item", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="a_stage_has_one_standing_pass",
                fields=["stage"],
                condition=Q(verdict=Verdict.PASS.value, voided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_pass_has_a_seat", condition=~Q(verdict=Verdict.PASS.value) | Q(seat__isnull=False)
            ),
            models.CheckConstraint(
                name="a_return_has_a_reason", condition=~Q(verdict=Verdict.RETURN.value) | ~Q(reason="")
            ),
        ]
