"""Which report counts what, also of the reports that stand already."""

from __future__ import annotations

import json
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

STEP = 2000


def fill(apps: Any, editor: Any) -> None:
    """Read the sources of every report once."""
    run, kept = apps.get_model("reporting", "ReportRun"), apps.get_model("reporting", "ReportSource")
    for row in run.objects.order_by("pk").iterator(chunk_size=1):
        told = {ref["source"]: ref["revision"] for ref in json.loads(row.document).get("sources", [])}
        rows = [kept(run=row, source=source, revision=told[source]) for source in sorted(told)]
        kept.objects.bulk_create(rows, batch_size=STEP)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_report")]

    operations = [
        migrations.CreateModel(
            name="ReportSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=60)),
                ("revision", models.IntegerField()),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="reporting.reportrun"),
                ),
            ],
            options={
                "db_table": "reporting_source",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "run"), name="report_names_a_source_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
