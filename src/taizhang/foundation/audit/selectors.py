"""Reads of acts."""

from __future__ import annotations

from django.db.models import QuerySet

from taizhang.foundation.audit.models import Act


def acts_on(*, subject: str) -> QuerySet[Act]:
    """Return the acts done to one thing, the first first."""
    return Act.objects.filter(subject=subject).select_related("by").order_by("id")
