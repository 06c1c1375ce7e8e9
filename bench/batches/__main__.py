"""Load the city into a data folder that `taizhang init` made: `python -m bench.batches STREETS`.

Rows are written past the services but under every constraint. The journal is chained, numbered and sealed as
the services would have done it; `taizhang journal verify` finds it whole.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 -- Django must be set up first
from django.db import transaction  # noqa: E402 -- Django must be set up first

from bench.batches.journal import Journal  # noqa: E402 -- Django must be set up first
from bench.batches.office import contents, load_units  # noqa: E402 -- Django must be set up first
from taizhang.foundation.accounts.models import Person  # noqa: E402 -- app ready
from taizhang.foundation.accounts.selectors import IMPORTER, OPERATOR, person_by  # noqa: E402 -- app ready
from taizhang.foundation.bulk import insert_rows  # noqa: E402 -- app ready
from taizhang.foundation.journal import services as journal  # noqa: E402 -- app ready
from taizhang.foundation.keys.services import load_key  # noqa: E402 -- app ready
from taizhang.ledgers.records.models import Record, RecordRevision  # noqa: E402 -- app ready
from taizhang.ledgers.records.rules import Content, RevisionState, State  # noqa: E402 -- app ready

AT_ONCE = 20_000
AT = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
_RECORD = (
    "id", "number", "unit_id", "kind", "title", "on", "until", "place", "people", "people_relation", "people_text",
    "minutes", "copies", "tags",
)  # fmt: skip


def main(streets: int) -> None:
    """Load so many streets with their records."""
    told = contents(streets=load_units(streets=streets))
    author, reviewer = person_by(text=IMPORTER), person_by(text=OPERATOR)
    lines = Journal(at=AT)
    numbered = enumerate(told, 1)
    while rows := list(itertools.islice(numbered, AT_ONCE)):
        with transaction.atomic():
            _write(rows, author, reviewer)
            lines.append(rows)
    with transaction.atomic():
        lines.close(key=load_key(home=Path(settings.TAIZHANG_HOME)))
    journal.tidy()


def _write(rows: list[tuple[int, Content]], author: Person, reviewer: Person) -> None:
    accepted = {"state": State.ACCEPTED.value, "author_id": author.pk, "accepted_by_id": reviewer.pk}
    insert_rows(
        Record,
        columns=_RECORD,
        rows=[(number, *_columns(number, content)) for number, content in rows],
        same={**accepted, "accepted_at": AT},
    )
    decided = {"state": RevisionState.ACCEPTED.value, "decided_by_id": reviewer.pk, "decided_at": AT}
    insert_rows(
        RecordRevision,
        columns=("record_id", "content", "digest"),
        rows=[(number, content.as_dict(), content.digest()) for number, content in rows],
        same={**decided, "number": 1, "author_id": author.pk, "at": AT},
    )


def _columns(number: int, content: Content) -> tuple[object, ...]:
    people = content.people
    return (
        f"{content.on.year}-{number:08d}",
        content.unit,
        content.kind,
        content.title,
        content.on,
        content.until,
        content.place,
        content.counted_people(),
        "exact" if people else "",
        people.raw if people else "",
        content.minutes,
        content.copies,
        list(content.tags),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
