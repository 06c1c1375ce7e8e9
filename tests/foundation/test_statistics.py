"""The database is told how a table has grown, so that it takes the right index."""

from __future__ import annotations

import pytest
from django.db import connection

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.statistics import refresh_statistics
from taizhang.foundation.units.models import Affiliation, Unit

pytestmark = pytest.mark.django_db


def known_rows(table: str) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)", [table])
        else:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s LIMIT 1", [table])
        told = cursor.fetchone()
    return int(float(str(told[0]).split()[0])) if told else -1


def test_the_database_knows_at_once_how_many_rows_came_in() -> None:
    Unit.objects.bulk_create(Unit(name=f"第{number}社区", level="VILLAGE") for number in range(1500))
    refresh_statistics(Unit, Affiliation)
    assert known_rows("units_unit") == 1500


def test_sqlite_counts_every_table_since_some_alone_mislead_it() -> None:
    people = [Person(login=f"p{number}", name="文书") for number in range(20)]
    Person.objects.bulk_create(people)
    refresh_statistics(Unit)
    if connection.vendor == "sqlite":
        assert known_rows("accounts_person") == 20
