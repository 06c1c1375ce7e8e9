"""Many rows go into a table at once exactly as they would one by one, and past none of its walls."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.audit.models import Act
from taizhang.foundation.bulk import insert_rows, reserve_ids
from taizhang.foundation.units.models import Unit

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DAYS = st.none() | st.dates(dt.date(1949, 10, 1), dt.date(2099, 12, 31))
ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))])
MOMENTS = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31), timezones=ZONES)
DETAILS = st.dictionaries(WORDS, WORDS | st.integers(-(2**53), 2**53) | st.booleans() | st.none(), max_size=3)
PROPERTY = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@PROPERTY
@given(rows=st.lists(st.tuples(WORDS, DAYS), max_size=8))
def test_words_and_days_come_back_as_they_went_in(db, rows) -> None:
    savepoint = transaction.savepoint()

    insert_rows(Unit, columns=("name", "founded_on"), rows=rows, same={"level": "VILLAGE"})

    stored = Unit.objects.order_by("pk").values_list("name", "founded_on", "level", "code", "closed_on")
    assert list(stored) == [(*row, "VILLAGE", "", None) for row in rows]
    transaction.savepoint_rollback(savepoint)


@PROPERTY
@given(rows=st.lists(st.tuples(WORDS, MOMENTS, DETAILS), max_size=8))
def test_what_is_inserted_at_once_is_what_is_inserted_one_by_one(office, rows) -> None:
    savepoint = transaction.savepoint()
    columns, by = ("subject", "at", "detail"), office.clerk

    insert_rows(Act, columns=columns, rows=rows, same={"verb": "at once", "by_id": by.pk})
    for row in rows:
        Act.objects.create(verb="one by one", by=by, **dict(zip(columns, row, strict=True)))

    at_once, one_by_one = (
        list(Act.objects.filter(verb=verb).order_by("pk").values_list(*columns, "by_id"))
        for verb in ("at once", "one by one")
    )
    assert at_once == one_by_one
    transaction.savepoint_rollback(savepoint)


def test_reserved_ids_are_those_of_no_row_and_are_reserved_once(office) -> None:
    reserved = list(reserve_ids(Unit, count=3))
    insert_rows(
        Unit, columns=("id", "name"), rows=[(pk, f"{pk}号") for pk in reserved], same={"level": "GRID"}
    )
    later = Unit.objects.create(name="后来的", level="GRID")
    again = list(reserve_ids(Unit, count=2))

    known = [office.street.pk, office.north.pk, office.south.pk, office.other_street.pk]
    assert [*known, *reserved, later.pk, *again] == sorted({*known, *reserved, later.pk, *again})


def test_an_id_is_reserved_in_a_transaction(office) -> None:
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            reserve_ids(Unit, count=1)
    finally:
        connection.in_atomic_block = before


def test_one_row_that_breaks_a_constraint_keeps_all_of_them_out(office) -> None:
    founded, closed = dt.date(2025, 3, 1), dt.date(2025, 2, 1)
    rows = [("甲村", founded, None), ("乙村", founded, closed)]

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Unit, columns=("name", "founded_on", "closed_on"), rows=rows, same={"level": "VILLAGE"})

    assert not Unit.objects.filter(name__in=["甲村", "乙村"]).exists()


def test_what_went_in_at_once_is_append_only_as_any_row(office, at) -> None:
    insert_rows(Act, columns=("verb",), rows=[("duty.assign",)], same={"subject": "duty:1", "at": at})

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Act.objects.update(verb="nothing")
