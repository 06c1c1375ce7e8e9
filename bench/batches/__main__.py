"""Load the city into a data folder that `taizhang init` made: `python -m bench.batches STREETS`.

Records are written past the services but under every constraint; what they post goes through the journal's own.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 -- Django must be set up first

from bench.batches.office import contents, load_units  # noqa: E402 -- Django must be set up first
from taizhang.foundation.accounts.selectors import IMPORTER, OPERATOR, person_by  # noqa: E402 -- app ready
from taizhang.foundation.journal import services as journal  # noqa: E402 -- app ready
from taizhang.kernel.posting import Posting  # noqa: E402 -- app ready
from taizhang.ledgers.records.models import Record, RecordRevision  # noqa: E402 -- app ready
from taizhang.ledgers.records.rules import Content, RevisionState, State  # noqa: E402 -- app ready

AT_ONCE = 2000
AT = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


def main(streets: int) -> None:
    """Load so many streets with their records."""
    told = contents(streets=load_units(streets=streets))
    author, reviewer = person_by(text=IMPORTER), person_by(text=OPERATOR)
    for first in itertools.count(1, AT_ONCE):
        rows = list(itertools.islice(told, AT_ONCE))
        if not rows:
            break
        with transaction.atomic():
            numbered = list(enumerate(rows, first))
            Record.objects.bulk_create(
                [
                    Record(
                        pk=number, number=f"{content.on.year}-{number:07d}", unit_id=content.unit, kind=content.kind,
                        title=content.title, on=content.on, until=content.until, place=content.place,
                        people=content.counted_people(), people_relation="exact" if content.people else "",
                        people_text=content.people.raw if content.people else "", minutes=content.minutes,
                        copies=content.copies, tags=list(content.tags), state=State.ACCEPTED.value, author=author,
                        accepted_by=reviewer, accepted_at=AT,
                    )
                    for number, content in numbered
                ],
                batch_size=500,
            )  # fmt: skip
            RecordRevision.objects.bulk_create(
                [
                    RecordRevision(
                        record_id=number, number=1, content=content.as_dict(), digest=content.digest(), author=author,
                        at=AT, state=RevisionState.ACCEPTED.value, decided_by=reviewer, decided_at=AT,
                    )
                    for number, content in numbered
                ],
                batch_size=500,
            )  # fmt: skip
            journal.post(postings=[_posting(number, content) for number, content in numbered], at=AT)
    journal.tidy()


def _posting(number: int, content: Content) -> Posting:
    told = {"people": content.counted_people(), "minutes": content.minutes, "copies": content.copies}
    return Posting(
        book="records",
        source=f"records:{number}",
        revision=1,
        unit=content.unit,
        on=content.on,
        kind=content.kind,
        tags=content.posting_tags(),
        measures={name: amount for name, amount in told.items() if amount is not None},
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
