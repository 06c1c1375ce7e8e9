"""Reads of places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from taizhang.foundation.accounts.models import Post
from taizhang.ledgers.premises.models import Place, Stay
from taizhang.ledgers.premises.rules import Field, Mark, mark_of, posts_named, type_by_code, types


def places_within(*, units: Collection[int]) -> QuerySet[Place]:
    """Return the places that these units run or ran, in the order in which they were registered."""
    return Place.objects.filter(unit_id__in=units).select_related("unit", "post__unit").order_by("pk")


def places_of_posts(*, posts: Collection[int]) -> QuerySet[Place]:
    """Return the places in use for which these posts answer, by unit, type and name."""
    rows = Place.objects.filter(post_id__in=posts, until__isnull=True).select_related("unit", "post__unit")
    return rows.order_by("unit__code", "unit__name", "type", "name", "pk")


def place_within(*, pk: int, units: Collection[int]) -> Place | None:
    """Return the place where one of the units runs it, else None."""
    return places_within(units=units).filter(pk=pk).first()


def tally(*, units: Collection[int]) -> dict[str, int]:
    """Return type -> how many places these units have in use."""
    rows = Place.objects.filter(unit_id__in=units, until__isnull=True)
    return dict(rows.values_list("type").annotate(Count("pk")).order_by())


def channels_in_use(*, unit: int, on: dt.date) -> list[Place]:
    """Return the publicity channels that a unit runs on a day, by name."""
    return [
        stay.place
        for stay in _channel_stays().filter(unit_id=unit, since__lte=on)
        if stay.until is None or stay.until > on
    ]


def channels_from(*, units: Collection[int], on: dt.date) -> dict[int, list[Place]]:
    """Return unit -> the publicity channels that it runs on a day or later, by name."""
    found: dict[int, list[Place]] = {}
    for stay in _channel_stays().filter(Q(until__isnull=True) | Q(until__gt=on), unit_id__in=units):
        if stay.place not in (own := found.setdefault(stay.unit_id, [])):
            own.append(stay.place)
    return found


def _channel_stays() -> QuerySet[Stay]:
    codes = [type.code for type in types() if type.channel]
    return Stay.objects.filter(place__type__in=codes).select_related("place").order_by("place__name", "pk")


def values_said(places: Iterable[Place]) -> dict[int, list[tuple[str, str]]]:
    """Return place -> its own fields as (label, words), all of its type, "" where one is not told."""
    rows = list(places)
    return _said(rows, {post.pk: post.name for post in Post.objects.filter(pk__in=_named(rows))})


def written_values(places: Iterable[Place]) -> dict[int, list[tuple[str, str]]]:
    """Return the same, each post with its unit, as a table is read again."""
    rows = list(places)
    posts = Post.objects.filter(pk__in=_named(rows)).select_related("unit")
    return _said(rows, {post.pk: f"{post.name}（{post.unit.name}）" for post in posts})


def saved_mark(place: Place) -> Mark:
    """Return the mark that a place bears in the table in which it is saved."""
    return mark_of(revision=place.revision, since=place.since, columns=vars(place))


def _named(places: Iterable[Place]) -> set[int]:
    named: set[int] = set()
    for place in places:
        named |= posts_named(type=type_by_code(place.type), fields=place.fields)
    return named


def _said(places: Iterable[Place], posts: Mapping[int, str]) -> dict[int, list[tuple[str, str]]]:
    return {
        place.pk: [
            (field.label, said(field, place.fields.get(field.code), posts))
            for field in type_by_code(place.type).fields
        ]
        for place in places
    }


def said(field: Field, told: Any, posts: Mapping[int, str]) -> str:
    """Return a field's value in words, "" where it is not told. `posts` are names by id."""
    match field.type:
        case _ if told is None:
            return ""
        case "yes":
            return "是" if told else "否"
        case "post":
            return posts[told]
        case "posts":
            return "、".join(posts[one] for one in told)
        case "whole":
            return f"{told}{field.unit}"
    return str(told)
