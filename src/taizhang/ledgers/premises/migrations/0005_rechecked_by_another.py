"""Whoever put a finding right never re-checks it: neither closes it nor sends it back, whatever a request says."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDS = (
    (
        "premises_finding_step",
        "INSERT",
        "a finding is re-checked by another than who rectified it",
        """NEW.act IN ('CLOSE', 'RETURN') AND EXISTS (SELECT 1 FROM premises_finding_step s
        WHERE s.by_id = NEW.by_id AND s.id = (SELECT max(l.id) FROM premises_finding_step l
        WHERE l.finding_id = NEW.finding_id AND l.act = 'RECTIFY'))""",
    ),
    (
        "premises_finding",
        "UPDATE",
        "a closing does not change who rectified",
        """NEW.state = 'CLOSED' AND (OLD.rectified_by_id IS NULL OR NEW.rectified_by_id IS NULL
        OR OLD.rectified_by_id <> NEW.rectified_by_id)""",
    ),
)


def guard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers that refuse."""
    for table, deed, words, wrong in GUARDS:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {table}_by_another() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {wrong} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_by_another BEFORE {deed} ON {table} FOR EACH ROW "
                f"EXECUTE FUNCTION {table}_by_another()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {table}_by_another BEFORE {deed} ON {table} WHEN {wrong} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )


class Migration(migrations.Migration):
    dependencies = [("premises", "0004_inspections_due_by_day")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
