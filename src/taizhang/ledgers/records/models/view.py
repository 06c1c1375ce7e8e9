"""Lists that a person keeps under a name."""

from __future__ import annotations

from django.db import models

from taizhang.foundation.accounts.models import Person


class SavedView(models.Model):
    """A choice of records kept under a name. `query` is the query string of the list."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        db_table = "records_saved_view"
        constraints = [
            models.UniqueConstraint(name="saved_view_name_is_taken_once", fields=["person", "name"]),
            models.CheckConstraint(name="saved_view_has_a_name", condition=~models.Q(name="")),
        ]
