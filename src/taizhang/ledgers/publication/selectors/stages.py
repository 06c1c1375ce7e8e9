"""Reads of stages: how a unit sets them, who answers for a post, where an item stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from taizhang.foundation.accounts.models import Person, Post, Tenure
from taizhang.foundation.accounts.selectors import held_on, holders_on, tenures_of
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import parents_on
from taizhang.ledgers.publication.models import Delegation, Item, ItemStage, StageSetting
from taizhang.ledgers.publication.rules import REVIEWS, Code, order_of

HIGHEST = 12


def settings_of(*, unit: Unit) -> list[StageSetting]:
    """Return the stages that a unit itself sets for all its channels, in their order; none where it sets none."""
    return list(_settings(unit).filter(place__isnull=True))


def settings_of_place(*, unit: Unit, place: int) -> list[StageSetting]:
    """Return the stages that a unit sets for one of its channels, in their order; none where it sets none."""
    return list(_settings(unit).filter(place_id=place))


def places_with_settings(*, unit: Unit) -> frozenset[int]:
    """Return the channels of a unit that have stages of their own."""
    rows = StageSetting.objects.filter(unit=unit, place__isnull=False)
    return frozenset(place for place in rows.values_list("place_id", flat=True) if place is not None)


def _settings(unit: Unit) -> QuerySet[StageSetting]:
    rows = StageSetting.objects.filter(unit=unit).select_related("post", "post__unit", "unit")
    return rows.order_by("position")


def plan_for_channels(*, unit: Unit, places: Collection[int], on: dt.date) -> list[StageSetting]:
    """Return the stages of an item that a unit brings out on these places, 0 for a channel that is none.

    Where channels ask for different ones, the one with the most stages holds; of as many, the unit's.
    """
    own = {place: settings_of_place(unit=unit, place=place) for place in places}
    plans = [plan for plan in own.values() if plan]
    if len(plans) < len(own) or not own:
        plans.insert(0, plan_for(unit=unit, on=on))
    return max(plans, key=len)


def plan_for(*, unit: Unit, on: dt.date) -> list[StageSetting]:
    """Return the stages of the unit, or of the nearest above it that sets some; none where nobody does."""
    nearest: Unit | None = unit
    for _ in range(HIGHEST):
        if nearest is None or (found := settings_of(unit=nearest)):
            return found if nearest is not None else []
        parent = parents_on(units=[nearest.pk], day=on).get(nearest.pk)
        nearest = None if parent is None else Unit.objects.get(pk=parent)
    return []


def stages_of(*, item: Item) -> list[ItemStage]:
    """Return the stages of an item in the order in which they come; none before it is sent."""
    rows = {Code(stage.code): stage for stage in item.stages.select_related("post", "post__unit")}
    plan = sorted(rows, key=lambda code: rows[code].position)
    return [rows[code] for code in order_of(plan, urgent=item.urgent)] if REVIEWS[-1] in rows else []


def posts_to_answer_for(*, person: Person, on: dt.date, held: Collection[int] | None = None) -> list[int]:
    """Return the posts that a person holds on a day, and the vacant ones that they stand in for.

    `held` are those held, where they are known already.
    """
    if held is None:
        held = [tenure.post_id for tenure in tenures_of(person=person, on=on)]
    return [*held, *(each.post_id for each in standing_delegations(on=on).filter(person=person))]


def standing_delegations(*, on: dt.date) -> QuerySet[Delegation]:
    """Return the delegations that have force on a day: begun, not over, and nobody holds the post."""
    rows = Delegation.objects.filter(since__lte=on, last_day__gte=on, ended_at__isnull=True)
    held = Tenure.objects.filter(held_on(on)).values("post")
    return rows.exclude(post__in=held).filter(post__closed_on__isnull=True)


def delegations_of(*, posts: Collection[int], on: dt.date) -> list[Delegation]:
    """Return the delegations of these posts that are not over on a day, the first begun first."""
    rows = Delegation.objects.filter(post_id__in=posts, last_day__gte=on, ended_at__isnull=True)
    return list(rows.select_related("post", "person", "by").order_by("since", "pk"))


def entitlement(*, post: Post, person: Person, on: dt.date) -> tuple[bool, Delegation | None]:
    """Return whether a person answers for a post on a day, and by which delegation, None for their own post."""
    if holders_on(post=post, on=on).filter(person=person).exists():
        return True, None
    stands_in = standing_delegations(on=on).filter(post=post, person=person).order_by("pk").first()
    return stands_in is not None, stands_in
