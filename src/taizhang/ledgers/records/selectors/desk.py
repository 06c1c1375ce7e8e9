"""Records that wait for somebody, with the moment since when."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from taizhang.foundation.accounts.models import Person
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import RevisionState, State
from taizhang.ledgers.records.selectors.listing import waiting_for

_SHOWN = ("number", "title", "on", "state", "submitted_at", "unit__name")


def own_open(*, person: Person, units: Collection[int]) -> QuerySet[Record]:
    """Return a person's drafts and returned records in these units, the oldest first.

    `since` is when the draft was first written down, or when the record was returned.
    """
    tellings = RecordRevision.objects.filter(record=OuterRef("pk"))
    begun = Subquery(tellings.order_by("number").values("at")[:1])
    returned = Subquery(
        tellings.filter(state=RevisionState.RETURNED.value).order_by("-number").values("decided_at")[:1]
    )
    rows = Record.objects.filter(
        author=person, unit_id__in=units, state__in=[State.DRAFT.value, State.RETURNED.value]
    )
    rows = rows.select_related("unit").only(*_SHOWN)
    return rows.annotate(since=Case(When(state=State.RETURNED.value, then=returned), default=begun)).order_by(
        "since", "pk"
    )


def to_review(*, person: Person, units: Collection[int]) -> QuerySet[Record]:
    """Return what waits for this person's review in these units, the longest waiting first.

    `since` is when the record, or the correction of an accepted one, was submitted.
    """
    corrections = RecordRevision.objects.filter(record=OuterRef("pk"), state=RevisionState.PENDING.value)
    told = Subquery(corrections.values("at")[:1])
    submitted = When(state=State.SUBMITTED.value, then=F("submitted_at"))
    return (
        waiting_for(person=person, units=units)
        .annotate(since=Case(submitted, default=told))
        .order_by("since", "pk")
    )
