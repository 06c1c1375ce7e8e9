"""Posts and who holds them from when to when. Duties and inboxes belong to the post."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from taizhang.foundation.accounts.models.person import Person
from taizhang.foundation.units.models import Unit


class Post(models.Model):
    """A post in a unit. `roles` tells what it is there for, in its unit and all below.

    `mail` is the inbox of the post, to which reminders go; "" for none.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=40)
    roles = models.JSONField(default=list)
    mail = models.CharField(max_length=120, blank=True, default="")
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="post_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                name="post_name_is_unique_within_its_unit",
                fields=["unit", "name"],
                condition=Q(closed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """A person's holding of a post, every day from `since` up to, not including, `until`."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_no_earlier_than_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="person_holds_a_post_once_at_a_time",
                fields=["post", "person"],
                condition=Q(until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.post_id}"


class Reminder(models.Model):
    """That the inbox of a post was reminded on a day: there is one digest a day at most."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="post_is_reminded_once_a_day", fields=["post", "day"]),
        ]
