"""Sealed lines read as packed texts are those that are read one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.selectors import (
    FIELDS_OF_LINE,
    SealedColumns,
    columns_from,
    lines_of_units,
    packed_line,
)
from taizhang.foundation.packed import SEPARATOR, in_bytes, unpacked
from taizhang.kernel.posting import Posting

FIRST, UNTIL = dt.date(2025, 3, 1), dt.date(2025, 4, 1)


@pytest.fixture
def position(office, key, at) -> int:
    """Seal lines of two units: with and without tags and measures, taken back, of other books and days."""
    north, south = office.north.pk, office.south.pk
    day = dt.date(2025, 3, 5)
    with transaction.atomic():
        journal.post(
            postings=[
                Posting("records", "records:1", 1, north, day, "visit", (), {}),
                Posting(
                    "records", "records:2", 3, south, day, "lecture", ("节日:元宵节", "重点"), {"people": 0}
                ),
                Posting(
                    "records",
                    "records:3",
                    1,
                    north,
                    FIRST,
                    "visit",
                    ("“引号”%s",),
                    {"people": 10**15, "copies": 7},
                ),
                Posting("inspections", "inspections:1", 1, north, day, "routine", (), {"points": -5}),
                Posting("premises", "premises:1", 1, north, day, "station", (), {}),
                Posting("records", "records:4", 1, north, UNTIL, "visit", (), {"minutes": 30}),
                Posting("records", "records:5", 1, south, FIRST - dt.timedelta(days=1), "visit", (), {}),
            ],
            at=at,
        )
        journal.reverse(book="records", sources=["records:2"], at=at)
    return journal.seal(key=key, at=at)


def read(*, after: int, last: int) -> SealedColumns | None:
    """Return the lines between two positions, read as packed texts."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {in_bytes(packed_line('line'))} FROM journal_posting AS line"
            " WHERE line.position > %s AND line.position <= %s ORDER BY line.position",
            [after, last],
        )
        told = [bytes(text) for (text,) in cursor.fetchall()]
    if not told:
        return SealedColumns.of([])
    columns = unpacked(SEPARATOR.encode().join(told).decode(), width=FIELDS_OF_LINE, rows=len(told))
    return None if columns is None else columns_from(columns)


def listed(columns: SealedColumns) -> list[tuple[Any, ...]]:
    """Return the lines one by one."""
    return list(zip(*columns, strict=True))


def test_packed_lines_are_the_lines_of_the_units(office, position) -> None:
    whole = lines_of_units(
        books=("records", "inspections", "premises"),
        units=[office.north.pk, office.south.pk],
        start=dt.date(2025, 1, 1),
        until=dt.date(2026, 1, 1),
        position=position,
    )

    packed = read(after=0, last=position)

    assert listed(packed) == listed(SealedColumns.of(list(whole)))
    assert packed.sources == [
        "records:1", "records:2", "records:3", "inspections:1", "premises:1", "records:4", "records:5", "records:2",
    ]  # fmt: skip
    assert packed.weights == [1, 1, 1, 1, 1, 1, 1, -1]


def test_stretches_of_the_journal_put_together_are_the_whole(position) -> None:
    parts = [read(after=after, last=after + 2) for after in range(0, position, 2)]

    assert [line for part in parts for line in listed(part)] == listed(read(after=0, last=position))


def test_columns_are_picked_by_line_also_without_any(position) -> None:
    columns = read(after=0, last=position)
    first, *_, last = columns.weighed()

    assert (first.source, first.weight) == ("records:1", 1)
    assert (last.source, last.revision, last.on, last.weight) == ("records:2", 3, dt.date(2025, 3, 5), -1)
    assert listed(SealedColumns.of([])) == listed(SealedColumns.of([]).only([])) == []
    assert columns.only([1, 0, "", 5, None]).sources == ["records:1", "inspections:1"]


@pytest.mark.parametrize(
    ("kind", "source"),
    [("走\x1e访", "records:9"), ("走\x1f访", "records:9"), ("走访", "records:\x1f9")],
)
def test_a_field_that_holds_a_separator_is_noticed(office, at, key, kind: str, source: str) -> None:
    with transaction.atomic():
        journal.post(postings=[Posting("records", source, 1, office.north.pk, FIRST, kind)], at=at)
    position = journal.seal(key=key, at=at)

    assert read(after=0, last=position) is None


def test_a_separator_for_parts_is_one_sign_like_others_where_no_parts_are(office, at, key) -> None:
    with transaction.atomic():
        journal.post(postings=[Posting("records", "rec\x1eords", 1, office.north.pk, FIRST, "走访")], at=at)
    position = journal.seal(key=key, at=at)

    assert read(after=0, last=position).sources == ["rec\x1eords"]
