"""Reads of posts and who holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from taizhang.foundation.accounts.models import Person, Post, Tenure
from taizhang.foundation.accounts.rules import Right, rights_of
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import heirs_on, parents_on


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


def holders_of_right(*, right: Right, unit: Unit, on: dt.date) -> list[Person]:
    """Return who has a right for a unit on a day, by posts of it or of a unit above it, the nearest first.

    For a closed unit they are those of the unit that carries on its work.
    """
    nearest: int | None = unit.pk
    found: dict[int, Person] = {}
    seen: set[int] = set()
    while nearest is not None and nearest not in seen:
        seen.add(nearest)
        rows = open_tenures(units=[nearest], on=on).filter(post__closed_on__isnull=True)
        held = [tenure for tenure in rows if right in rights_of(roles=tenure.post.roles)]
        found |= {tenure.person.pk: tenure.person for tenure in held if tenure.person.pk not in found}
        heir = heirs_on(units=[nearest], day=on).get(nearest)
        nearest = heir or parents_on(units=[nearest], day=on).get(nearest)
    return list(found.values())
