"""A table of premises that somebody uploaded and looks through before it is brought in."""

from __future__ import annotations

from django.db import models

from taizhang.foundation.accounts.models import Person


class PlaceUpload(models.Model):
    """An uploaded table. Its file lies under `digest` (SHA-256, hex); `mended` are cells typed anew.

    `registered` is how many places it became, None until it was brought in; `changed` how many it changed.
    """

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    mended = models.JSONField(default=dict)
    registered = models.IntegerField(null=True)
    changed = models.IntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "premises_upload"
