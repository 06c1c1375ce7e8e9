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


class Upload(models.Model):
    """A ledger that somebody uploaded and looks through before it is brought in.

    `mended` holds what they typed over cells of the file: "row|field|sheet" -> text. `year` is the year
    of days written without one. `digest` is the SHA-256 of the file, and its name in the store.
    """

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField(null=True)
    mended = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, null=True, related_name="upload")

    class Meta:
        db_table = "records_upload"
        indexes = [models.Index(name="upload_by_person", fields=["by", "-id"])]
