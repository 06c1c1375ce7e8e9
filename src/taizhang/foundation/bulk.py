"""Many rows into a table at once, as values: no object for each, no preparing of what needs none.

The database's own walls stand as for any row: constraints, keys and triggers are asked for each one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction

_AS_THEY_ARE = frozenset(
    {
        models.AutoField,
        models.BigAutoField,
        models.BigIntegerField,
        models.BooleanField,
        models.CharField,
        models.IntegerField,
        models.SmallIntegerField,
        models.TextField,
    }
)
"""Fields whose values the database takes as they are."""


def reserve_ids(model: type[models.Model], *, count: int) -> Sequence[int]:
    """Return so many ids that nobody else gets, rising, for rows that are about to be inserted.

    Raises:  RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("ids are reserved in the transaction that inserts their rows")
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        # Whoever writes to SQLite holds the whole of it: the numbers after the last are free until the end.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    start = (last[0] if last else 0) + 1
    return range(start, start + count)


def insert_rows(
    model: type[models.Model],
    *,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Insert rows, each with its values in the order of `columns`, named by their attributes ("unit_id").

    `same` is what every row holds alike; what is named in neither has the model's default, and an id that
    is not named is the database's. Numbers, texts and truth are given as the columns hold them.
    Raises:  IntegrityError where one row breaks a constraint; then none is stored.
    """
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    alike = {
        name: field.get_default()
        for name, field in fields.items()
        if name not in columns and not field.primary_key
    } | dict(same or {})
    constants = tuple(fields[name].get_db_prep_save(value, connection) for name, value in alike.items())
    tellers = [_teller(fields[name]) for name in columns]
    told = [
        (*(tell(value) if tell else value for tell, value in zip(tellers, row, strict=True)), *constants)
        for row in rows
    ]
    named = [fields[name].column or name for name in (*columns, *alike)]
    names = ", ".join(connection.ops.quote_name(name) for name in named)
    table = connection.ops.quote_name(model._meta.db_table)
    whole = transaction.atomic(savepoint=False)
    with whole, connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for values in told:
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(named))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)


def _teller(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Return what turns a value into what the database takes; None where it is that already."""
    kind = type(field.target_field if isinstance(field, models.ForeignKey) else field)
    if kind in _AS_THEY_ARE:
        return None
    tell = functools.partial(field.get_db_prep_save, connection=connection)
    return functools.lru_cache(maxsize=4096)(tell) if kind is models.DateField else tell
