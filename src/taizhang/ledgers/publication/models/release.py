"""The register of what was published, corrected and withdrawn."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.evidence.models import Evidence
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.publication.models.item import Item, ItemVersion
from taizhang.ledgers.publication.rules import ReleaseAct


class Release(models.Model):
    """One act on a channel, on a day, with a link or a photo to show for it. Append-only.

    `channel` is its name as written; `place` where it is registered, null where it was only written.
    `text` is what stands there, as read back from the channel, "" where only a photo shows it.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="releases")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=8, choices=[(act.value, act.label) for act in ReleaseAct])
    on = models.DateField()
    channel = models.CharField(max_length=120, blank=True, default="")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.CharField(max_length=500, blank=True, default="")
    photo = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "publication_release"
        indexes = [models.Index(name="release_by_act_and_day", fields=["act", "on"])]
        constraints = [
            models.CheckConstraint(
                name="what_went_out_is_shown",
                condition=Q(act=ReleaseAct.WITHDRAW.value) | ~Q(link="") | Q(photo__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_and_withdrawal_have_a_reason",
                condition=Q(act=ReleaseAct.PUBLISH.value) | ~Q(reason=""),
            ),
        ]
