"""Triggers that keep a table append-only, on SQLite and on PostgreSQL.

Whoever owns the database can still drop a trigger: that is found by the journal's chain, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_append_only(
    *, table: str, columns: Sequence[str] = (), once: str = ""
) -> Callable[[object, BaseDatabaseSchemaEditor], None]:
    """Return a migration step that refuses UPDATE, DELETE and TRUNCATE on the table.

    `once` is a column that may be set from NULL to a value, one time, while every one of `columns`
    stays as it is.
    """

    def forwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        vendor = editor.connection.vendor
        statements = (
            _postgresql(table, columns, once) if vendor == "postgresql" else _sqlite(table, columns, once)
        )
        for statement in statements:
            editor.execute(statement)

    return forwards


def _sqlite(table: str, columns: Sequence[str], once: str) -> list[str]:
    refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
    when = f"WHEN NOT ({_only_once(columns, once, 'IS')})" if once else ""
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when} BEGIN {refusal}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refusal}; END",
    ]


def _postgresql(table: str, columns: Sequence[str], once: str) -> list[str]:
    when = f"WHEN (NOT ({_only_once(columns, once, 'IS NOT DISTINCT FROM')}))" if once else ""
    return [
        f"""CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {table}_is_append_only()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {table}_is_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION {table}_is_append_only()",
    ]


def _only_once(columns: Sequence[str], once: str, same: str) -> str:
    kept = [f'OLD."{column}" {same} NEW."{column}"' for column in columns]
    return " AND ".join([f'OLD."{once}" IS NULL', f'NEW."{once}" IS NOT NULL', *kept])
