"""Who did what to which thing, and when. Append-only."""

from __future__ import annotations

from django.db import models

from taizhang.foundation.accounts.models import Person


class Act(models.Model):
    """One act. `subject` names the thing ("records:412"), `detail` what changed."""

    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_act"
        indexes = [models.Index(name="act_by_subject", fields=["subject", "id"])]
