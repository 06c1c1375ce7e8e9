"""Items go from hand to hand; nobody who ever had one in hand reviews it, nor gets it in hand after.

The column on the item may be null, so that SQLite keeps the triggers of the table. In PostgreSQL the
triggers lock the item first: of a handover and a decision at one time, the second sees the first.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from taizhang.foundation.append_only import keep_append_only

GIVEN = "SELECT 1 FROM publication_handover h WHERE h.item_id = NEW.item_id AND h.receiver_id"
GUARDS = (
    (
        "publication_handover",
        "INSERT",
        "NEW.item_id",
        "the item is not in hand of the giver, or the receiver has decided on it",
        """NOT EXISTS (SELECT 1 FROM publication_item i WHERE i.id = NEW.item_id
        AND COALESCE(i.handler_id, i.author_id) = NEW.giver_id)
        OR EXISTS (SELECT 1 FROM publication_seat s WHERE s.item_id = NEW.item_id AND s.person_id = NEW.receiver_id)
        OR EXISTS (SELECT 1 FROM publication_decision d WHERE d.item_id = NEW.item_id AND d.by_id = NEW.receiver_id)""",
    ),
    (
        "publication_seat",
        "INSERT",
        "NEW.item_id",
        "the item was in hand of whoever would sit there",
        f"EXISTS ({GIVEN} = NEW.person_id)",
    ),
    (
        "publication_decision",
        "INSERT",
        "NEW.item_id",
        "the item was in hand of whoever would decide",
        f"EXISTS ({GIVEN} = NEW.by_id)",
    ),
    (
        "publication_item",
        "UPDATE",
        "NEW.id",
        "an item is in hand of whoever it was handed to last",
        """COALESCE(NEW.handler_id, 0) <> COALESCE(OLD.handler_id, 0)
        AND COALESCE((SELECT h.receiver_id FROM publication_handover h WHERE h.item_id = NEW.id
        ORDER BY h.id DESC LIMIT 1), 0) <> COALESCE(NEW.handler_id, 0)""",
    ),
    (
        "publication_item",
        "INSERT",
        "NEW.id",
        "an item begins in hand of its author",
        "NEW.handler_id IS NOT NULL",
    ),
)


def guard(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers that refuse."""
    for table, deed, item, words, wrong in GUARDS:
        name = f"{table}_in_hand_{deed.lower()}"
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"PERFORM 1 FROM publication_item WHERE id = {item} FOR NO KEY UPDATE; "
                f"IF {wrong} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {wrong} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_calendar_key"), ("publication", "0004_stages_of_a_channel")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="handler",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.person",
            ),
        ),
        migrations.CreateModel(
            name="ItemHandover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="publication.item",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
                    ),
                ),
            ],
            options={
                "db_table": "publication_handover",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("receiver")), _negated=True),
                        name="item_goes_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="handover_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_append_only(table="publication_handover"), migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
