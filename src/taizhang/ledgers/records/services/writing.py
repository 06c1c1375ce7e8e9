"""How content becomes columns, and an accepted record a posting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from taizhang.foundation.accounts.models import Person
from taizhang.kernel.pairs import search_text
from taizhang.kernel.posting import Posting
from taizhang.ledgers.records.models import NumberSeries, Record, RecordRevision
from taizhang.ledgers.records.rules import Content, RevisionState
from taizhang.ledgers.records.selectors import BOOK


def fill(record: Record, content: Content) -> Record:
    """Write the content into the record's columns and return it, unsaved."""
    for name, value in columns_of(content).items():
        setattr(record, name, value)
    return record


def columns_of(content: Content) -> dict[str, Any]:
    """Return what each column of a record holds by this content, the same columns in the same order for any."""
    people = content.people
    return {
        "unit_id": content.unit,
        "kind": content.kind,
        "title": content.title,
        "on": content.on,
        "until": content.until,
        "place": content.place,
        "host": content.host,
        "people": _whole(people.value if people else None),
        "people_low": _whole(people.low if people else None),
        "people_high": _whole(people.high if people else None),
        "people_relation": people.relation if people else "",
        "people_text": people.raw if people else "",
        "minutes": content.minutes,
        "copies": content.copies,
        "tags": list(content.tags),
        "note": content.note,
        "fields": dict(content.fields),
        "acts": [act.as_dict() for act in content.acts] or None,
        "search": searchable(content),
    }


def searchable(content: Content) -> str:
    """Return the tokens by which a record with this content is found."""
    return search_text(
        content.title, content.place, content.host, content.note, *content.tags, *content.fields.values()
    )


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def decide(
    revision: RecordRevision, state: RevisionState, *, by: Person, at: dt.datetime, reason: str = ""
) -> None:
    """Write down who decided on a pending revision, when, and why."""
    revision.state, revision.decided_by, revision.decided_at = state.value, by, at
    revision.decision_reason = reason
    revision.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])


def posting_of(*, record: int, revision: int, content: Content) -> Posting:
    """Return what the journal is told about an accepted revision."""
    measures = {
        "people": content.counted_people(),
        "minutes": content.minutes,
        "copies": content.copies,
    }
    return Posting(
        book=BOOK,
        source=f"{BOOK}:{record}",
        revision=revision,
        unit=content.unit,
        on=content.on,
        kind=content.kind,
        tags=content.posting_tags(),
        measures={name: value for name, value in measures.items() if value is not None},
    )


def next_numbers(contents: Sequence[Content]) -> list[str]:
    """Return a new number for each content, by the year of its day, without holes within the act."""
    wanted = Counter(content.on.year for content in contents)
    NumberSeries.objects.bulk_create(
        [NumberSeries(year=year, latest=0) for year in sorted(wanted)], ignore_conflicts=True
    )
    latest: dict[int, int] = {}
    for series in NumberSeries.objects.select_for_update().filter(year__in=wanted).order_by("year"):
        latest[series.year] = series.latest
        series.latest += wanted[series.year]
        series.save(update_fields=["latest"])
    numbers = []
    for content in contents:
        latest[content.on.year] += 1
        numbers.append(f"{content.on.year}-{latest[content.on.year]:06d}")
    return numbers
