"""A cursor whose statements the database plans once and keeps: for the few that are asked all day long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
        with connection.wrap_database_errors, _PreparedCursor(connection.connection) as cursor:
            yield cursor
    else:
        with connection.cursor() as cursor:
            yield cursor


class _PreparedCursor:
    """A cursor of psycopg that prepares whatever it is given."""

    def __init__(self, session: Any) -> None:
        from psycopg import Cursor as Plain  # noqa: PLC0415 -- an office on SQLite is spared a tenth of a second

        self._cursor = Plain(session)

    def __enter__(self) -> _PreparedCursor:
        return self

    def __exit__(self, *_: object) -> None:
        self._cursor.close()

    def execute(self, sql: str, params: dict[str, Any], /) -> Any:
        return self._cursor.execute(sql, params, prepare=True)

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()
