"""The journal takes postings in, takes them back, and never changes one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.models import ChainHead, PostingRow
from taizhang.foundation.journal.services import NothingToReverse
from taizhang.kernel.posting import Posting

DAY = dt.date(2025, 3, 5)


def posting(unit: object, source: str = "records:1", people: int | None = 36) -> Posting:
    measures = {} if people is None else {"people": people}
    return Posting("records", source, 1, unit.pk, DAY, "visit", ("节日:元宵节",), measures)


def test_a_posting_stands_in_its_units_chain(office, at) -> None:
    with transaction.atomic():
        journal.post(postings=[posting(office.north), posting(office.north, "records:2")], at=at)

    rows = list(PostingRow.objects.order_by("chain_number").values_list("chain_number", "tags", "people"))
    head = ChainHead.objects.get(unit=office.north)
    assert rows == [(1, "|节日:元宵节|", 36), (2, "|节日:元宵节|", 36)]
    assert (head.length, head.digest) == (2, PostingRow.objects.get(chain_number=2).digest)


def test_each_unit_has_a_chain_of_its_own(office, at) -> None:
    with transaction.atomic():
        journal.post(postings=[posting(office.north), posting(office.south, "records:2")], at=at)

    assert list(PostingRow.objects.values_list("chain_number", flat=True)) == [1, 1]


def test_a_posting_outside_a_transaction_is_refused(office, at) -> None:
    entry = posting(office.north)
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            journal.post(postings=[entry], at=at)
    finally:
        connection.in_atomic_block = before


def test_a_reversal_takes_back_exactly_what_was_posted(office, at) -> None:
    with transaction.atomic():
        journal.post(postings=[posting(office.north)], at=at)
        journal.reverse(book="records", sources=["records:1"], at=at)

    first, second = PostingRow.objects.order_by("id")
    assert (second.weight, second.reverses_id) == (-1, first.pk)
    assert (second.on_day, second.kind, second.tags, second.people) == (
        first.on_day,
        first.kind,
        first.tags,
        first.people,
    )


def test_nothing_is_reversed_twice(office, at) -> None:
    with transaction.atomic():
        journal.post(postings=[posting(office.north)], at=at)
        journal.reverse(book="records", sources=["records:1"], at=at)

    with pytest.raises(NothingToReverse), transaction.atomic():
        journal.reverse(book="records", sources=["records:1"], at=at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_posting SET people = 1",
        "UPDATE journal_posting SET position = 7, people = 1",
        "DELETE FROM journal_posting",
        "UPDATE journal_checkpoint SET size = size + 1",
        "DELETE FROM journal_checkpoint",
        "UPDATE audit_act SET verb = 'nothing'",
        "DELETE FROM audit_act",
    ],
)
def test_the_database_refuses_to_change_what_is_append_only(accepted, at, key, statement: str) -> None:
    accepted()
    journal.seal(key=key, at=at)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_insert_or_replace_does_not_slip_past_the_triggers(office, at) -> None:
    if connection.vendor != "sqlite":
        return
    with transaction.atomic():
        journal.post(postings=[posting(office.north)], at=at)
    columns = (
        "id, book, source, revision, unit_id, on_day, kind, tags, weight, posted_at, chain_number, digest"
    )

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT OR REPLACE INTO journal_posting ({columns}) SELECT {columns} FROM journal_posting"
        )


def test_the_sealer_sets_a_position_once(office, at, key) -> None:
    with transaction.atomic():
        journal.post(postings=[posting(office.north)], at=at)
    journal.seal(key=key, at=at)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE journal_posting SET position = 9")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["post", "reverse", "seal"]), st.integers(0, 5)), min_size=1, max_size=25
    )
)
def test_whatever_is_posted_reversed_and_sealed_the_journal_holds(office, at, key, steps) -> None:
    savepoint = transaction.savepoint()
    standing: dict[str, int] = {}
    for deed, which in steps:
        source = f"records:{which}"
        if deed == "seal":
            journal.seal(key=key, at=at)
        elif deed == "post" and source not in standing:
            journal.post(postings=[posting([office.north, office.south][which % 2], source, which)], at=at)
            standing[source] = which
        elif deed == "reverse" and source in standing:
            journal.reverse(book="records", sources=[source], at=at)
            del standing[source]
    last = journal.seal(key=key, at=at)

    rows = PostingRow.objects.all()
    assert sum(row.weight * row.people for row in rows) == sum(standing.values())
    assert sorted(row.position for row in rows) == list(range(1, last + 1))
    assert journal.verify(trusted_key=key.public).faults == []
    transaction.savepoint_rollback(savepoint)
