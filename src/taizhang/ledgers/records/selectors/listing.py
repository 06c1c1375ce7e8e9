"""The list of records as a person chooses it: by unit, kind, state, days, words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from taizhang.foundation.accounts.models import Person
from taizhang.kernel.pairs import chains, search_words
from taizhang.ledgers.records.models import Record, RecordRevision
from taizhang.ledgers.records.rules import RevisionState, State

COLUMNS = (
    "number", "title", "on", "until", "place", "kind", "state", "people", "people_text", "revision",
    "author__name", "unit__name", "return_reason", "submitted_at", "author_id", "unit_id",
)  # fmt: skip
SEARCHED = ("host", "note", "tags", "fields")
FREQUENT = 2000
"""A word that so many records hold is a frequent one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to see. An empty value does not narrow; the days are [start, until)."""

    words: str = ""
    kind: str = ""
    state: str = ""
    start: dt.date | None = None
    until: dt.date | None = None
    author: int | None = None
    batch: int | None = None
    without_evidence: bool = False


def chosen(*, units: Collection[int], choice: Choice) -> QuerySet[Record]:
    """Return the records of these units under a choice, whole and in no order yet."""
    rows = Record.objects.filter(unit_id__in=units)
    if choice.kind:
        rows = rows.filter(kind=choice.kind)
    if choice.state:
        rows = rows.filter(state=choice.state)
    if choice.start is not None:
        rows = rows.filter(on__gte=choice.start)
    if choice.until is not None:
        rows = rows.filter(on__lt=choice.until)
    if choice.author is not None:
        rows = rows.filter(author_id=choice.author)
    if choice.batch is not None:
        rows = rows.filter(batch_id=choice.batch)
    if choice.without_evidence:
        rows = rows.filter(evidence__isnull=True)
    if choice.words.strip():
        rows = rows.filter(_found(choice.words))
    return rows


def listed(*, units: Collection[int], choice: Choice) -> QuerySet[Record]:
    """Return the records of these units under a choice, the latest first, each with `files` counted."""
    rows = chosen(units=units, choice=choice).select_related("unit", "author")
    # Where words are searched for, the other texts are shown too: they may hold the words.
    columns = (*COLUMNS, *SEARCHED) if choice.words.strip() else COLUMNS
    return rows.only(*columns).annotate(files=_files()).order_by("-on", "-number")


def _files() -> RawSQL:
    """Count a row's files apart, so that the list is not grouped before it is cut."""
    return RawSQL('SELECT COUNT(*) FROM records_evidence e WHERE e.record_id = "records_record"."id"', ())


def _found(words: str) -> Q:
    by_number = (
        Q(number__contains=words.strip()) if words.strip().replace("-", "").isdecimal() else Q(pk__in=[])
    )
    tokens = search_words(words)
    if not tokens:
        return by_number
    if connection.vendor == "postgresql":
        query = " & ".join(f"{token[:-1]}:*" if token.endswith("*") else token for token in tokens)
        sql = "SELECT id FROM records_record WHERE to_tsvector('simple', search) @@ to_tsquery('simple', %s)"
        found = Q(pk__in=RawSQL(sql, (query,)))
    else:
        query = " AND ".join(f'"{token[:-1]}"*' if token.endswith("*") else f'"{token}"' for token in tokens)
        found = Q(_hit(query))
    # The index knows pairs; a longer word must also stand in one piece.
    for chain in chains(words):
        found &= Q(search__contains=chain)
    return found | by_number


def _hit(query: str) -> RawSQL:
    """Return the condition that SQLite's index of words names a record.

    Of a frequent word the few records wanted are met soon in the order of the list, and the sign + makes
    SQLite go through that; else it would sort 40,000 for the first fifty. Of a rare word it takes them all.
    """
    named = "SELECT rowid FROM records_search WHERE records_search MATCH %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({named} LIMIT {FREQUENT})", (query,))
        in_order = "+" if cursor.fetchone()[0] == FREQUENT else ""
    return RawSQL(f'{in_order}"records_record"."id" IN ({named})', (query,), output_field=BooleanField())


def waiting_for(*, person: Person, units: Collection[int]) -> QuerySet[Record]:
    """Return what waits for this person's review in these units, in the order they were submitted.

    Submitted records, and accepted ones whose correction waits; nobody's own.
    """
    told_anew = RecordRevision.objects.filter(
        state=RevisionState.PENDING.value, record__state=State.ACCEPTED.value, record__unit_id__in=units
    )
    submitted = Record.objects.filter(state=State.SUBMITTED.value, unit_id__in=units)
    # Not one condition with OR: PostgreSQL would read every record for the few that wait.
    few = submitted.exclude(author=person).order_by().values("pk")
    few = few.union(told_anew.exclude(author=person).order_by().values("record_id"), all=True)
    rows = Record.objects.filter(pk__in=few)
    rows = rows.select_related("unit", "author").only(*COLUMNS)
    return rows.annotate(files=_files()).order_by("submitted_at", "pk")


def next_waiting(*, person: Person, units: Collection[int], after: Record | None = None) -> Record | None:
    """Return what comes first in a person's review, or, after a record, what comes next; None for the end."""
    rows = waiting_for(person=person, units=units)
    if after is not None and after.submitted_at is not None:
        later = Q(submitted_at=after.submitted_at, pk__gt=after.pk) | Q(submitted_at__gt=after.submitted_at)
        rows = rows.filter(later)
    return rows.first()


def last_entered(*, person: Person) -> dict[str, object]:
    """Return unit, kind and place of what the person wrote down last, on whatever device; {} before that."""
    latest = Record.objects.filter(author=person).order_by("-pk").values("unit", "kind", "place").first()
    return dict(latest) if latest else {}


def recent_places(*, unit: int) -> list[str]:
    """Return the places that a unit's latest records name, the most frequent first, at most twelve."""
    latest = Record.objects.filter(unit_id=unit).exclude(place="").order_by("-on", "-number")[:200]
    places = Record.objects.filter(pk__in=latest.values("pk")).values("place")
    counted = places.annotate(times=Count("pk")).order_by("-times", "place")[:12]
    return [row["place"] for row in counted]
