"""Triggers that keep a table append-only, on SQLite and on PostgreSQL.

Whoever owns the database can still drop a trigger: that is found by the journal's chain, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_append_only(
    *, table: str, columns: Sequence[str] = (), once: str = "", after: str = ""
) -> Callable[[object, BaseDatabaseSchemaEditor], None]:
    """Return a migration step that refuses UPDATE, DELETE and TRUNCATE on the table.

    `once` is a column that may be set from NULL to a value, one time, while every one of `columns`
    stays as it is. With `after`, a row is kept only once that column has a value. Said of a table
    once more, after columns were added to it, this takes the place of what was said before.
    """

    def forwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        vendor = editor.connection.vendor
        statements = (
            _postgresql(table, columns, once, after)
            if vendor == "postgresql"
            else _sqlite(table, columns, once, after)
        )
        for statement in statements:
            editor.execute(statement)

    return forwards


def _sqlite(table: str, columns: Sequence[str], once: str, after: str) -> list[str]:
    refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
    update, delete = _conditions(columns, once, after, "IS")
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {update} BEGIN {refusal}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {delete} BEGIN {refusal}; END",
    ]


def _postgresql(table: str, columns: Sequence[str], once: str, after: str) -> list[str]:
    update, delete = _conditions(columns, once, after, "IS NOT DISTINCT FROM")
    return [
        f"""CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        *(
            f"DROP TRIGGER IF EXISTS {table}_no_{deed} ON {table}"
            for deed in ("update", "delete", "truncate")
        ),
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {update} "
        f"EXECUTE FUNCTION {table}_is_append_only()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {delete} "
        f"EXECUTE FUNCTION {table}_is_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION {table}_is_append_only()",
    ]


def _conditions(columns: Sequence[str], once: str, after: str, same: str) -> tuple[str, str]:
    """Return when an update and when a deletion is refused: always where nothing narrows it."""
    kept = [f'OLD."{after}" IS NOT NULL'] if after else []
    told = [f"NOT ({_only_once(columns, once, same)})"] if once else []
    return _when([*kept, *told]), _when(kept)


def _when(conditions: Sequence[str]) -> str:
    return f"WHEN ({' AND '.join(conditions)})" if conditions else ""


def _only_once(columns: Sequence[str], once: str, same: str) -> str:
    kept = [f'OLD."{column}" {same} NEW."{column}"' for column in columns]
    return " AND ".join([f'OLD."{once}" IS NULL', f'NEW."{once}" IS NOT NULL', *kept])
