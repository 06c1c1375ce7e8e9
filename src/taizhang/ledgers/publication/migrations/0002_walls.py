"""What no request gets past: history is kept, and seats and decisions are what they say they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from taizhang.foundation.append_only import keep_append_only

DECISION = (
    "id",
    "item_id",
    "stage_id",
    "version_id",
    "digest",
    "verdict",
    "reason",
    "by_id",
    "at",
    "late",
    "afterwards",
    "seat_id",
    "delegation_id",
)
GUARDS = (
    (
        "publication_seat",
        "INSERT",
        "seat is not of this item, its author and its stage",
        """NOT EXISTS (SELECT 1 FROM publication_item i JOIN publication_stage s ON s.item_id = i.id
        WHERE i.id = NEW.item_id AND i.author_id = NEW.author_id AND s.id = NEW.stage_id AND s.sort = NEW.sort)""",
    ),
    (
        "publication_decision",
        "INSERT",
        "decision is not on the latest version, or not of whoever sits there",
        """NOT EXISTS (SELECT 1 FROM publication_item i JOIN publication_version v ON v.item_id = i.id
        JOIN publication_stage s ON s.item_id = i.id
        WHERE i.id = NEW.item_id AND v.id = NEW.version_id AND v.number = i.version AND v.digest = NEW.digest
        AND s.id = NEW.stage_id AND i.author_id <> NEW.by_id)
        OR (NEW.seat_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM publication_seat t WHERE t.id = NEW.seat_id
        AND t.item_id = NEW.item_id AND t.stage_id = NEW.stage_id AND t.person_id = NEW.by_id))""",
    ),
    (
        "publication_item",
        "UPDATE",
        "the author of an item does not change",
        "OLD.author_id <> NEW.author_id",
    ),
    (
        "publication_stage",
        "UPDATE",
        "a stage stays what it is",
        "OLD.item_id <> NEW.item_id OR OLD.code <> NEW.code OR OLD.sort <> NEW.sort",
    ),
)


def guard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers that refuse."""
    for table, deed, words, wrong in GUARDS:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {table}_is_true() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {wrong} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_is_true BEFORE {deed} ON {table} FOR EACH ROW "
                f"EXECUTE FUNCTION {table}_is_true()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {table}_is_true BEFORE {deed} ON {table} WHEN {wrong} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [
        migrations.RunPython(keep_append_only(table="publication_version"), migrations.RunPython.noop),
        migrations.RunPython(keep_append_only(table="publication_seat"), migrations.RunPython.noop),
        migrations.RunPython(keep_append_only(table="publication_release"), migrations.RunPython.noop),
        migrations.RunPython(
            keep_append_only(table="publication_decision", columns=DECISION, once="voided_at"),
            migrations.RunPython.noop,
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
