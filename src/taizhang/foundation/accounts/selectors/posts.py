"""Reads of posts and who holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from taizhang.foundation.accounts.models import Person, Post, Tenure


def held_on(day: dt.date) -> Q:
    """Return the condition under which a tenure holds on that day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def tenures_of(*, person: Person, on: dt.date) -> QuerySet[Tenure]:
    """Return the posts a person holds on a day, the first taken up first."""
    rows = Tenure.objects.filter(held_on(on), person=person, post__closed_on__isnull=True)
    return rows.select_related("post", "post__unit").order_by("since", "pk")


def open_tenures(*, units: Iterable[int], on: dt.date) -> QuerySet[Tenure]:
    """Return who holds which post of these units on a day."""
    rows = Tenure.objects.filter(held_on(on), post__unit_id__in=units)
    return rows.select_related("post", "person").order_by("post_id", "since", "pk")


def posts_of_units(*, units: Iterable[int]) -> QuerySet[Post]:
    """Return the open posts of these units, by unit and name."""
    rows = Post.objects.filter(unit_id__in=units, closed_on__isnull=True)
    return rows.select_related("unit").order_by("unit_id", "name", "pk")


def people_of_units(*, units: Iterable[int]) -> QuerySet[Person]:
    """Return the people of these units, by unit and login."""
    return Person.objects.filter(unit_id__in=units).select_related("unit").order_by("unit_id", "login")


def posts_with_inbox() -> QuerySet[Post]:
    """Return the open posts that have an inbox, by unit and name."""
    rows = Post.objects.filter(closed_on__isnull=True).exclude(mail="")
    return rows.select_related("unit").order_by("unit_id", "name", "pk")


def holders_on(*, post: Post, on: dt.date) -> QuerySet[Tenure]:
    """Return who holds a post on a day."""
    return Tenure.objects.filter(held_on(on), post=post).select_related("person").order_by("since", "pk")
