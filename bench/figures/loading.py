"""Lay the county and its journal down in the migrated tables, past the services but under every constraint."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from bench.figures.county import County
from bench.figures.lines import UNKNOWN, JournalLine
from bench.figures.rules import RULES
from taizhang.foundation.units.models import Affiliation, Unit
from taizhang.reporting.kept_totals import catch_up

_COLUMNS = ", ".join(JournalLine._fields)
_BLOCK, _ROWS = 1 << 20, 20_000


def load_county(county: County) -> None:
    """Write the units and their affiliations."""
    Unit.objects.bulk_create(
        Unit(pk=unit.id, name=unit.name, level=unit.level, closed_on=unit.closed_on) for unit in county.units
    )
    Affiliation.objects.bulk_create(
        Affiliation(unit_id=each.unit, parent_id=each.parent, valid_from=each.since, valid_until=each.until)
        for each in county.belongings
    )


def load_lines(path: Path) -> None:
    """Write the journal lines of the file, and their indexes after them: of lines all in all they cost a fraction.

    The indexes are then as full as `taizhang journal tidy`, which an operator runs once a month, leaves them.
    """
    indexes = _set_aside()
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _copy(path)
            _executed("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        _insert(path)
    for index in indexes:
        _executed(index)
    _analyse()


def keep_totals() -> int:
    """Let the totals by month count everything, and return how many lines they counted."""
    # The lines were written past the services, which move the heads of the chains.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_chain_head (unit_id, length, digest)"
            " SELECT unit_id, MAX(chain_number), '' FROM journal_posting GROUP BY unit_id"
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('journal_posting', 'id'), MAX(id)) FROM journal_posting"
            )
        cursor.execute("DELETE FROM journal_sealer_state")
        cursor.execute(
            "INSERT INTO journal_sealer_state (id, size, frontier) SELECT 1, MAX(position), '[]' FROM journal_posting"
        )
    counted = catch_up(rules=tuple(RULES.values()))
    _analyse()
    return counted


def settle() -> None:
    """Let PostgreSQL see which pages hold nothing but committed lines, as its own vacuum would; outside a transaction."""
    if connection.vendor == "postgresql":
        _executed("VACUUM (ANALYZE) journal_posting")


def _analyse() -> None:
    _executed("ANALYZE")


def _executed(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _set_aside() -> list[str]:
    """Drop the indexes of the journal but those of its constraints, and return how they are made."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT x.indexrelid::regclass::text, pg_get_indexdef(x.indexrelid) FROM pg_index AS x"
                " WHERE x.indrelid = 'journal_posting'::regclass"
                " AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = x.indexrelid)"
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'index' AND tbl_name = 'journal_posting' AND sql IS NOT NULL"
            )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
    return [statement for _, statement in found]


def _copy(path: Path) -> None:
    statement = f"COPY journal_posting ({_COLUMNS}) FROM STDIN WITH (FORMAT csv, NULL '{UNKNOWN}')"
    with connection.cursor() as cursor, cursor.copy(statement) as copy, path.open("rb") as file:
        while block := file.read(_BLOCK):
            copy.write(block)


def _insert(path: Path) -> None:
    marks = ", ".join(["%s"] * len(JournalLine._fields))
    with connection.cursor() as cursor:
        insert = f"INSERT INTO journal_posting ({_COLUMNS}) VALUES ({marks})"
        rows = _rows(path)
        while block := list(islice(rows, _ROWS)):
            with transaction.atomic():
                cursor.executemany(insert, block)


def _rows(path: Path) -> Iterator[list[Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield [None if cell == UNKNOWN else cell for cell in row]
