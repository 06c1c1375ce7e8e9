"""A breakdown table that somebody uploaded and looks through before it becomes a scheme."""

from __future__ import annotations

from django.db import models

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.duties.models.scheme import Scheme
from taizhang.ledgers.duties.rules import Sort


class TableUpload(models.Model):
    """An uploaded table. Its file lies under `digest` (SHA-256, hex); `mended` are cells typed anew.

    `sort` says whether it is read as a breakdown table or as a study plan. `into` is the draft that
    its tasks are to go into, None to make a scheme of them; `choices` tells of tasks that differ there
    whether to "keep" or "replace" them, by number. `scheme` is what it was brought in as, None until then.
    """

    title = models.CharField(max_length=200)
    year = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(
        max_length=10, choices=[(sort.value, sort.label) for sort in Sort], default=Sort.DUTY.value
    )
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    mended = models.JSONField(default=dict)
    into = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, related_name="+")
    choices = models.JSONField(default=dict)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "duties_table_upload"
        constraints = [
            models.CheckConstraint(name="table_upload_has_a_title", condition=~models.Q(title="")),
        ]
