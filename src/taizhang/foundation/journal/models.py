"""The journal: postings, the head of each unit's chain, and signed checkpoints."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.units.models import Unit


class PostingRow(models.Model):
    """One posting. Append-only: triggers refuse every change but the sealer's, which sets `position` once.

    `tags` is "" or "|a|b|". Measures are null where unknown. `digest` chains the row to the row
    before it in the same unit. `reverses` is the posting that a row of weight -1 takes back.
    """

    book = models.CharField(max_length=20)
    source = models.CharField(max_length=60)
    revision = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_day = models.DateField()
    kind = models.CharField(max_length=40)
    tags = models.TextField(blank=True, default="")
    people = models.BigIntegerField(null=True)
    minutes = models.BigIntegerField(null=True)
    copies = models.BigIntegerField(null=True)
    points = models.BigIntegerField(null=True)
    weight = models.SmallIntegerField()
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    posted_at = models.DateTimeField()
    chain_number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    position = models.BigIntegerField(null=True)

    class Meta:
        db_table = "journal_posting"
        constraints = [
            models.UniqueConstraint(name="posting_stands_once_in_its_chain", fields=["unit", "chain_number"]),
            models.UniqueConstraint(name="posting_position_is_taken_once", fields=["position"]),
            models.CheckConstraint(
                name="posting_weight_is_plus_or_minus_one", condition=Q(weight__in=(1, -1))
            ),
            models.CheckConstraint(
                name="posting_of_weight_minus_one_reverses_another",
                condition=Q(weight=1, reverses__isnull=True) | Q(weight=-1, reverses__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="posting_by_source", fields=["book", "source"]),
            models.Index(name="posting_unsealed", fields=["id"], condition=Q(position__isnull=True)),
        ]


class ChainHead(models.Model):
    """The end of one unit's chain. Locked last in every act that posts."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, primary_key=True, related_name="+")
    length = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "journal_chain_head"


class SealerState(models.Model):
    """The sealer's place: how many postings have positions, and the tree's right edge over them."""

    size = models.BigIntegerField()
    frontier = models.JSONField()

    class Meta:
        db_table = "journal_sealer_state"
        constraints = [models.CheckConstraint(name="there_is_one_sealer", condition=Q(id=1))]


class Checkpoint(models.Model):
    """A signed statement of the whole journal up to a position. Append-only."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    text = models.TextField()
    algorithm = models.CharField(max_length=20)
    public_key = models.CharField(max_length=200)
    signature = models.CharField(max_length=200)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "journal_checkpoint"
