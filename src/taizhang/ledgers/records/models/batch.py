"""Imports of ledgers: the file as uploaded and mended, and the batch it became."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit


class Batch(models.Model):
    """One import of a ledger. `digest` is the SHA-256 of the file."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_batch"
        constraints = [
            models.CheckConstraint(
                name="batch_is_undone_by_somebody_at_a_moment",
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
            )
        ]


class Stage(models.TextChoices):
    """How far an uploaded ledger has come."""

    CHECKING = "CHECKING", "正在核对"
    READY = "READY", "未导入"
    STORING = "STORING", "正在导入"
    STOPPED = "STOPPED", "没有完成"
    DONE = "DONE", "已导入"


class Upload(models.Model):
    """A ledger that somebody uploaded and looks through before it is brought in.

    `mended` holds what they typed over cells of the file: "row|field|sheet" -> text. `year` is the year
    of days written without one. `digest` is the SHA-256 of the file, and its name in the store.

    `done` of `total` rows are checked, or stored, while the work goes on; `fault` says why it did not go on.
    `good_rows` and `accept` are what was chosen when it was brought in, at `begun_at`; `cancelled_at` asks the work to stop and
    take back what it has stored.
    """

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField(null=True)
    mended = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, null=True, related_name="upload")
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.READY)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    fault = models.TextField(default="", blank=True)
    good_rows = models.BooleanField(default=False)
    accept = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_upload"
        indexes = [models.Index(name="upload_by_person", fields=["by", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="upload_is_done_with_its_batch", condition=~Q(stage="DONE") | Q(batch__isnull=False)
            ),
        ]

    @property
    def left(self) -> int:
        """How many rows are still to be stored."""
        return self.total - self.done
