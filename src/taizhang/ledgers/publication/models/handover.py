"""Items that go on in another's hands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.publication.models.item import Item


class ItemHandover(models.Model):
    """That whoever had an item in hand gave it to another, and why. Append-only.

    Triggers see to it that the giver has it in hand, that the receiver has decided on no stage of
    it, and that no receiver ever does.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "publication_handover"
        constraints = [
            models.CheckConstraint(name="item_goes_to_another", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(name="handover_has_a_reason", condition=~Q(reason="")),
        ]
