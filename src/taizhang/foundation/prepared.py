"""A cursor whose statements the database plans once and keeps: for the few that are asked all day long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol

from django.db import connection


class Cursor(Protocol):
    """What is used of a cursor; it takes %(name)s placeholders on every database."""

    def execute(self, sql: str, params: dict[str, Any], /) -> Any: ...

    def fetchall(self) -> list[Any]: ...


@contextmanager
def prepared_cursor() -> Iterator[Cursor]:
    """Yield a cursor over the connection, within its transaction where there is one.

    The driver of SQLite keeps statements by itself; Django's cursors on PostgreSQL never do. The settings of the
    connection let PostgreSQL plan such a statement once, whatever values come with it.
    """
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        # As Django hands out its own: with its faults, and counted where queries are.
        wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        with wrapped(_preparing()(connection.connection)) as cursor:
            yield cursor
    else:
        with connection.cursor() as cursor:
            yield cursor


@cache
def _preparing() -> Any:
    """Return psycopg's sort of cursor that prepares whatever it is given."""
    from psycopg import Cursor as Plain  # noqa: PLC0415 -- an office on SQLite is spared a tenth of a second

    class Preparing(Plain[Any]):
        def execute(self, query: Any, params: Any = None, **_: Any) -> Preparing:
            return super().execute(query, params, prepare=True)

    return Preparing
