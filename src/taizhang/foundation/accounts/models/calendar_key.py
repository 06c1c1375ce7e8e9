"""The key by which a calendar program reads what falls due, without a session."""

from __future__ import annotations

from django.db import models

from taizhang.foundation.accounts.models.person import Person


class CalendarKey(models.Model):
    """A person's key, part of a secret address. `digest` is its SHA-256 (hex); it is shown once and never kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_key")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
