"""Tidying writes indexes anew (what it leaves is seen in test_crowd, in real transactions)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from taizhang.foundation.journal import services as journal
from taizhang.foundation.journal.models import PostingRow
from taizhang.foundation.journal.services.tidy import INDEXES


def test_the_indexes_that_are_written_anew_are_there(db):
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, PostingRow._meta.db_table)
    assert set(INDEXES) <= set(there)


def test_inside_a_transaction_it_is_not_done(db):
    with transaction.atomic(), pytest.raises(RuntimeError):
        journal.tidy()
