"""Items that go out on the body's own channels, their tellings, and their files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.publication.models.theme import ThemePlan
from taizhang.ledgers.publication.rules import State


class Item(models.Model):
    """One item. `content` is the latest telling and `digest` its SHA-256; `version` the latest that was sent.

    `answer` is what the author says to remarks that stop a text, where they stand all the same.
    The author never changes: a trigger keeps it. `handler` is to whom it was handed over last, null
    while its author has it in hand; a trigger ties it to the act of handing over.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    version = models.IntegerField(default=0)
    planned_at = models.DateTimeField(null=True)
    theme = models.ForeignKey(ThemePlan, on_delete=models.PROTECT, null=True, related_name="items")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.label) for state in State],
        default=State.DRAFT.value,
    )
    urgent_reason = models.CharField(max_length=200, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")
    return_reason = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "publication_item"
        indexes = [models.Index(name="item_by_unit_and_state", fields=["unit", "state"])]
        constraints = [
            models.CheckConstraint(name="item_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="returned_item_has_a_reason",
                condition=~Q(state=State.RETURNED.value) | ~Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        return f"publication:{self.pk}"

    @property
    def in_hand_of(self) -> Person:
        """Return who has it in hand: changes it, sends it, is told when it comes back."""
        return self.handler or self.author

    @property
    def urgent(self) -> bool:
        return bool(self.urgent_reason)


class ItemVersion(models.Model):
    """One telling that was sent to review, or made after that. Append-only."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.IntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True, default="")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "publication_version"
        constraints = [
            models.UniqueConstraint(name="item_version_number_is_taken_once", fields=["item", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"


class ItemFile(models.Model):
    """A file that was ever part of an item: whoever may see the item may see it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="files", db_index=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "publication_file"
        constraints = [models.UniqueConstraint(name="item_has_a_file_once", fields=["item", "evidence"])]
