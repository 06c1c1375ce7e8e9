"""Lines laid together by whoever wants them, with what their records tell."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import transaction

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.selectors import FIELDS_OF_LINE, lines_of_units
from taizhang.foundation.packed import SEPARATOR, unpacked
from taizhang.kernel.posting import Posting
from taizhang.ledgers.records.models import RecordRevision
from taizhang.ledgers.records.selectors import TOLD_OF_LINE, lay_wanted, lines_by_share

FIRST, UNTIL = dt.date(2025, 3, 1), dt.date(2025, 4, 1)
NORTH, SOUTH, BOTH = 1, 2, 3


@pytest.fixture
def position(office, accepted, key, at) -> int:
    """Seal records of two villages, an inspection among them, and tell who wants which."""
    accepted(title="走访一", people="3人", unit=office.north.pk, on=dt.date(2025, 3, 5))
    accepted(title="走访二", people="5人", unit=office.south.pk, on=dt.date(2025, 3, 2))
    with transaction.atomic():
        inspected = Posting("inspections", "inspections:1", 1, office.north.pk, FIRST, "routine")
        journal.post(postings=[inspected], at=at)
    accepted(title="三月以前", people="7人", unit=office.north.pk, on=dt.date(2025, 2, 28))
    accepted(title="四月", people="7人", unit=office.north.pk, on=UNTIL)
    accepted(title="没有人要", people="9人", unit=office.street.pk, on=dt.date(2025, 3, 6))
    north, south = office.north.pk, office.south.pk
    lay_wanted(json.dumps([(north, NORTH), (north, BOTH), (south, SOUTH), (south, BOTH)]))
    return journal.seal(key=key, at=at)


def asked(*, after: int = 0, last: int, books=("records", "inspections"), told_from=FIRST) -> dict[int, list]:
    """Return by share its lines, each as source, number, title and content."""
    told = {}
    for share, size, lines, contents in lines_by_share(
        books=books, start=FIRST, until=UNTIL, told_from=told_from, after=after, last=last
    ):
        columns = unpacked(lines.decode(), width=FIELDS_OF_LINE + TOLD_OF_LINE, rows=size)
        texts = contents.decode().split(SEPARATOR)
        assert [*map(len, columns), len(texts)] == [size] * (len(columns) + 1)
        numbers, titles, _ = columns[FIELDS_OF_LINE:]
        told[share] = list(zip(columns[0], numbers, titles, texts, strict=True))
    return told


def titles(told: dict[int, list]) -> dict[int, list[str]]:
    """Return by share the titles of its lines."""
    return {share: [title for _, _, title, _ in lines] for share, lines in told.items()}


def test_each_share_gets_the_lines_that_it_wants_in_the_order_of_the_journal(position) -> None:
    told = titles(asked(last=position))

    assert told == {NORTH: ["走访一", ""], SOUTH: ["走访二"], BOTH: ["走访一", "走访二", ""]}


def test_what_is_told_is_what_the_records_say_at_their_revisions(position) -> None:
    source, number, title, content = asked(last=position)[SOUTH][0]

    revision = RecordRevision.objects.get(record__number=number)
    assert source == f"records:{revision.record_id}"
    assert json.loads(content) == revision.content
    assert revision.content["title"] == title


def test_a_line_that_no_record_stands_behind_is_there_with_nothing_told(position) -> None:
    assert asked(last=position)[NORTH][1] == ("inspections:1", "", "", "")


def test_other_books_are_left_out(position) -> None:
    assert titles(asked(last=position, books=["records"]))[BOTH] == ["走访一", "走访二"]


def test_texts_are_told_from_a_day_on(position) -> None:
    told = asked(last=position, told_from=dt.date(2025, 3, 3))[BOTH]

    assert [(title, bool(content)) for _, _, title, content in told] == [("走访一", True), ("走访二", False), ("", False)]  # fmt: skip


def test_stretches_put_together_are_the_whole(position) -> None:
    whole = asked(last=position)

    parts = [asked(after=after, last=after + 1) for after in range(position)]

    assert {share: [line for part in parts for line in part.get(share, [])] for share in whole} == whole


def test_a_record_without_a_title_tells_nothing_but_what_it_says(office, position) -> None:
    RecordRevision.objects.filter(record__unit=office.south).update(content={"kind": "visit"})

    ((_, number, title, content),) = asked(last=position)[SOUTH]

    assert (number, title, json.loads(content)) == ("", "", {"kind": "visit"})


def test_whoever_wants_others_gets_others(office, position) -> None:
    lay_wanted(json.dumps([(office.street.pk, SOUTH)]))

    assert titles(asked(last=position)) == {SOUTH: ["没有人要"]}


def test_nobody_who_wants_anything_gets_nothing(position) -> None:
    lay_wanted(json.dumps([]))

    assert asked(last=position) == {}


def test_the_lines_are_those_that_a_unit_finds_by_itself(office, position) -> None:
    by_itself = lines_of_units(
        books=("records", "inspections"),
        units=[office.north.pk, office.south.pk],
        start=FIRST,
        until=UNTIL,
        position=position,
    )

    assert [source for source, *_ in asked(last=position)[BOTH]] == [line.source for line in by_itself]
