"""History is kept: the steps of places, findings and incidents, the photos of steps and the plans never change."""

from __future__ import annotations

from django.db import migrations

from taizhang.foundation.append_only import keep_append_only

TABLES = (
    "premises_place_step",
    "premises_finding_step",
    "premises_step_photo",
    "premises_incident_step",
    "premises_plan",
)


class Migration(migrations.Migration):
    dependencies = [("premises", "0001_initial")]

    operations = [
        migrations.RunPython(keep_append_only(table=table), migrations.RunPython.noop) for table in TABLES
    ]
