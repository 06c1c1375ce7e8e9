"""Reads of items: within units, waiting for a person, by the sources of figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.evidence.models import Evidence
from taizhang.ledgers.publication.models import Decision, Item, ItemHandover, ItemStage, ItemVersion, Release
from taizhang.ledgers.publication.rules import OUT, Code, Content, StageState, State, Verdict
from taizhang.ledgers.publication.selectors.handovers import in_hand_of, stages_handled_by
from taizhang.ledgers.publication.selectors.stages import posts_to_answer_for

BOOK = "publication"
BATCH = 500


def items_within(*, units: Collection[int]) -> QuerySet[Item]:
    """Return the items of these units, the latest first."""
    return (
        Item.objects.filter(unit_id__in=units)
        .select_related("unit", "author", "handler", "theme")
        .order_by("-pk")
    )


def item_for(*, pk: int, units: Collection[int], person: Person, on: dt.date) -> Item | None:
    """Return an item of these units, or one that this person wrote, was given or answers for a stage of, else None."""
    rows = Item.objects.select_related("unit", "author", "handler", "theme")
    given = ItemHandover.objects.filter(item=OuterRef("pk"), receiver=person)
    answers = ItemStage.objects.filter(
        item=OuterRef("pk"), post_id__in=posts_to_answer_for(person=person, on=on)
    )
    return rows.filter(
        Q(unit_id__in=units) | Q(author=person) | Exists(given) | Exists(answers), pk=pk
    ).first()


def waiting_for(*, person: Person, on: dt.date, held: Collection[int] | None = None) -> QuerySet[ItemStage]:
    """Return the open stages on which this person is to decide, the first due first.

    `held` are the posts by which, where they are known already.
    """
    rows = ItemStage.objects.filter(
        state=StageState.OPEN.value, post_id__in=posts_to_answer_for(person=person, on=on, held=held)
    )
    passed = Decision.objects.filter(
        item=OuterRef("item_id"), by=person, verdict=Verdict.PASS.value, stage__sort=OuterRef("sort")
    ).exclude(stage=OuterRef("pk"))
    rows = rows.filter(~stages_handled_by(person), ~Exists(passed))
    return rows.select_related("item", "item__unit", "item__author").order_by("due_at", "pk")


def returned_to(*, person: Person) -> QuerySet[Item]:
    """Return the items that came back to whoever has them in hand, each with `returned_at`, the latest first."""
    rows = Item.objects.filter(in_hand_of(person), state=State.RETURNED.value)
    rows = rows.annotate(returned_at=Max("decisions__at"))
    return rows.select_related("unit").order_by("-returned_at", "-pk")


def stages_of_posts(*, posts: Collection[int]) -> QuerySet[ItemStage]:
    """Return the open stages on which these posts are to decide, whoever holds them, the first due first."""
    rows = ItemStage.objects.filter(state=StageState.OPEN.value, post_id__in=posts)
    return rows.select_related("item", "item__unit", "item__author").order_by("due_at", "pk")


def reviewed_afterwards(*, units: Collection[int]) -> QuerySet[ItemStage]:
    """Return the open stages of urgent items of these units that went out or may, the first due first."""
    out = [State.APPROVED.value, *(state.value for state in OUT)]
    rows = ItemStage.objects.filter(state=StageState.OPEN.value, item__unit_id__in=units, item__state__in=out)
    return rows.select_related("item", "item__unit", "item__author", "post").order_by("due_at", "pk")


def content_of(item: Item) -> Content:
    """Return the latest telling of an item."""
    return Content.from_dict(item.content)


def versions_of(*, item: Item) -> QuerySet[ItemVersion]:
    """Return the tellings that were sent, the first first."""
    return item.versions.select_related("author").order_by("number")


def decisions_of(*, item: Item) -> QuerySet[Decision]:
    """Return every decision on an item, the first first."""
    rows = item.decisions.select_related("stage", "version", "by", "delegation", "delegation__by")
    return rows.order_by("pk")


def passed_by(*, item: Item, person: Person) -> dict[str, Code]:
    """Return which stage of each sort this person has passed, by sort."""
    rows = item.decisions.filter(by=person, verdict=Verdict.PASS.value).values_list(
        "stage__sort", "stage__code"
    )
    return {sort: Code(code) for sort, code in rows}


def seen_before(*, item: Item, stage: ItemStage) -> Content | None:
    """Return what the stage saw when it last decided, None where it never has."""
    latest = item.decisions.filter(stage=stage).select_related("version").order_by("-pk").first()
    return None if latest is None else Content.from_dict(latest.version.content)


def releases_of(*, item: Item) -> QuerySet[Release]:
    """Return what was done with an item on the channels, the first first."""
    return item.releases.select_related("version", "by", "photo").order_by("pk")


def releases_at(*, place: int, units: Collection[int]) -> QuerySet[Release]:
    """Return what items of these units had published or corrected at a place, the latest first."""
    rows = Release.objects.filter(place_id=place, item__unit_id__in=units)
    return rows.select_related("item", "item__unit", "version").order_by("-on", "-pk")


def register(*, units: Collection[int], acts: Iterable[str]) -> QuerySet[Release]:
    """Return the acts of these sorts on items of these units, the latest day first."""
    rows = Release.objects.filter(item__unit_id__in=units, act__in=list(acts))
    return rows.select_related("item", "item__unit", "version", "by").order_by("-on", "-pk")


def file_of(*, item: Item, digest: str) -> Evidence | None:
    """Return a file that is or was part of an item or of what was published of it, else None."""
    own = Evidence.objects.filter(digest=digest)
    return own.filter(
        Q(pk__in=item.files.values("evidence")) | Q(pk__in=item.releases.values("photo"))
    ).first()


def versions_by_source(*, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], ItemVersion]:
    """Return the versions behind journal sources ("publication:12") at a revision, by both."""
    ids = sorted(
        {int(source.removeprefix(f"{BOOK}:")) for source, _ in keys if source.startswith(f"{BOOK}:")}
    )
    found: dict[tuple[str, int], ItemVersion] = {}
    for start in range(0, len(ids), BATCH):
        for version in ItemVersion.objects.filter(item_id__in=ids[start : start + BATCH]):
            found[f"{BOOK}:{version.item_id}", version.number] = version
    return {key: found[key] for key in keys if key in found}
