"""Units, their affiliations by day, their former names and what carried on whom."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

SQLITE_NO_OVERLAP = """
CREATE TRIGGER affiliation_does_not_overlap_on_{event} BEFORE {event} ON units_affiliation
BEGIN
    SELECT RAISE(ABORT, 'affiliations_of_a_unit_do_not_overlap') WHERE EXISTS (
        SELECT 1 FROM units_affiliation AS other
        WHERE other.unit_id = NEW.unit_id AND other.id IS NOT {own_id}
        AND (other.valid_from IS NULL OR NEW.valid_until IS NULL OR other.valid_from < NEW.valid_until)
        AND (NEW.valid_from IS NULL OR other.valid_until IS NULL OR NEW.valid_from < other.valid_until)
    );
END
"""

# A range of one id stands in for `unit_id WITH =`, which GiST takes only with the extension btree_gist.
POSTGRESQL_NO_OVERLAP = """
ALTER TABLE units_affiliation ADD CONSTRAINT affiliations_of_a_unit_do_not_overlap EXCLUDE USING gist (
    int8range(unit_id, unit_id, '[]') WITH &&,
    daterange(valid_from, valid_until) WITH &&
)
"""


def forbid_overlaps(apps: Any, schema_editor: Any) -> None:
    """Let the database itself refuse two affiliations of one unit on one day."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_NO_OVERLAP)
        return
    schema_editor.execute(SQLITE_NO_OVERLAP.format(event="INSERT", own_id="NULL"))
    schema_editor.execute(SQLITE_NO_OVERLAP.format(event="UPDATE", own_id="OLD.id"))


def allow_overlaps(apps: Any, schema_editor: Any) -> None:
    """Take the guard away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE units_affiliation DROP CONSTRAINT affiliations_of_a_unit_do_not_overlap"
        )
        return
    for event in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER affiliation_does_not_overlap_on_{event}")


class Migration(migrations.Migration):
    """The first state of the units."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, db_index=True, default="", max_length=12)),
                ("name", models.CharField(db_index=True, max_length=100)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("NATION", "国家"),
                            ("PROVINCE", "省级"),
                            ("CITY", "市级"),
                            ("COUNTY", "县级"),
                            ("STREET", "街道（乡镇）"),
                            ("VILLAGE", "社区（村）"),
                            ("GRID", "网格"),
                        ],
                        max_length=10,
                    ),
                ),
                ("founded_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("founded_on__isnull", True),
                            ("closed_on__gt", models.F("founded_on")),
                            _connector="OR",
                        ),
                        name="unit_closes_after_it_was_founded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), ("closed_on__isnull", True)
                        ),
                        fields=("level", "code"),
                        name="unit_code_is_unique_within_its_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("FOUND", "设立"),
                            ("MERGE", "撤并"),
                            ("SPLIT", "拆分"),
                            ("MOVE", "改隶"),
                            ("RENAME", "更名"),
                            ("IMPORT", "批量导入"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(null=True)),
                ("basis", models.CharField(blank=True, default="", max_length=200)),
                ("by", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reorganisations",
                        to="units.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("heir", models.BooleanField(default=False)),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="units.reorganisation",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="units.unit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor", "reorganisation"),
                        name="unit_succeeds_another_once_in_an_act",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("heir", True)), fields=("predecessor",), name="unit_has_one_heir"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="unit_does_not_succeed_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=100)),
                ("code", models.CharField(blank=True, db_index=True, default="", max_length=12)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="former_name_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        fields=("unit", "valid_until"), name="unit_was_renamed_once_on_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinations",
                        to="units.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="affiliation_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("parent")), _negated=True),
                        name="unit_does_not_belong_to_itself",
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid_overlaps, allow_overlaps),
    ]
