"""What a report counts is kept in a row for each unit, no more in one for each source."""

from __future__ import annotations

import json
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def fill(apps: Any, editor: Any) -> None:
    """Read the sources of every report once."""
    run, kept = apps.get_model("reporting", "ReportRun"), apps.get_model("reporting", "ReportSources")
    for row in run.objects.order_by("pk").iterator(chunk_size=1):
        told = sorted(json.loads(row.document).get("sources", []), key=lambda ref: ref["revision"])
        by_unit: dict[int, list[str]] = {}
        for ref in {ref["source"]: ref for ref in told}.values():
            by_unit.setdefault(ref["unit"], []).append(f"{ref['source']}@{ref['revision']}")
        kept.objects.bulk_create(
            kept(run=row, unit_id=unit, sources=f"|{'|'.join(sources)}|")
            for unit, sources in sorted(by_unit.items())
        )


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0014_subtree_totals"),
        ("units", "0002_internal_offices"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportSources",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sources", models.TextField()),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="reporting.reportrun",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_sources",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "run"), name="report_names_a_units_sources_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.DeleteModel(name="ReportSource"),
    ]
