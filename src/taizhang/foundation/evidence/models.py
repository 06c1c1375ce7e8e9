"""Files that show that a piece of work was done: stored once by content, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Evidence(models.Model):
    """One file. `digest` is the SHA-256 of its bytes in hex and its place in the store."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="evidence_is_not_empty", condition=Q(size__gt=0))]

    def __str__(self) -> str:
        return self.digest[:12]
