"""History is kept: versions and steps never change, a fulfilment but to be withdrawn, an issued task but to end."""

from __future__ import annotations

from django.db import migrations

from taizhang.foundation.append_only import keep_append_only

FULFILMENT = ("id", "occurrence_id", "source", "on", "by_id", "at")
TASK = (
    "id",
    "scheme_id",
    "number",
    "order",
    "content",
    "goal",
    "basis",
    "evidence",
    "evidence_ceiling",
    "frequency",
    "start",
    "kinds",
    "words",
    "conveys",
    "closes_above",
    "supporting_owes",
    "parent_id",
    "amends_id",
    "first_id",
    "issued_in",
    "valid_from",
)


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial")]

    operations = [
        migrations.RunPython(keep_append_only(table="duties_scheme_version"), migrations.RunPython.noop),
        migrations.RunPython(keep_append_only(table="duties_duty_step"), migrations.RunPython.noop),
        migrations.RunPython(keep_append_only(table="duties_occurrence_step"), migrations.RunPython.noop),
        migrations.RunPython(
            keep_append_only(table="duties_fulfilment", columns=FULFILMENT, once="withdrawn_at"),
            migrations.RunPython.noop,
        ),
        migrations.RunPython(
            keep_append_only(table="duties_task", columns=TASK, once="valid_until", after="issued_in"),
            migrations.RunPython.noop,
        ),
    ]
