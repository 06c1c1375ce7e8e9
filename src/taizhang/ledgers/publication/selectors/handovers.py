"""Reads of who has an item in hand, and who ever had."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.publication.models import Item, ItemHandover
from taizhang.ledgers.publication.rules import OUT, Code, State

SETTLED = (*(state.value for state in OUT), State.WITHDRAWN.value)
"""The states in which nothing more is done to an item unless it is corrected."""


def in_hand_of(person: Person) -> Q:
    """Return the condition on items that this person has them in hand."""
    return Q(handler=person) | Q(handler__isnull=True, author=person)


def stages_handled_by(person: Person) -> Q:
    """Return the condition on stages that their item is the person's own, or was in their hands once."""
    given = ItemHandover.objects.filter(item=OuterRef("item_id"), receiver=person)
    return Q(item__author=person) | Q(Exists(given))


def handled_by(*, item: Item) -> frozenset[int]:
    """Return the ids of its author and of all to whom an item was ever handed over."""
    return frozenset({item.author_id, *item.handovers.values_list("receiver", flat=True)})


def handovers_of(*, item: Item) -> QuerySet[ItemHandover]:
    """Return the acts by which an item went from hand to hand, the first first."""
    return item.handovers.select_related("giver", "receiver", "by").order_by("pk")


def decided_by(*, item: Item, person: Person) -> Code | None:
    """Return a stage of an item on which this person has decided, the first, None for none."""
    codes = item.decisions.filter(by=person).order_by("pk").values_list("stage__code", flat=True)
    return Code(codes[0]) if codes else None


def unfinished_of(*, person: Person, units: Collection[int]) -> QuerySet[Item]:
    """Return the items of these units that the person has in hand and that have neither gone out nor been withdrawn."""
    rows = Item.objects.filter(in_hand_of(person), unit_id__in=units).exclude(state__in=SETTLED)
    return rows.select_related("unit", "author").order_by("pk")


def taken_over_by(*, person: Person) -> QuerySet[Item]:
    """Return the drafts that were handed to this person, each with `taken_at`, the latest first."""
    rows = Item.objects.filter(handler=person, state=State.DRAFT.value)
    rows = rows.annotate(taken_at=Max("handovers__at"))
    return rows.select_related("unit").order_by("-taken_at", "-pk")
