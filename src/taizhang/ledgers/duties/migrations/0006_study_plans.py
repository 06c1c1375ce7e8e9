"""Study plans: who takes part, what a makeup makes up, which table is read; what is kept stays kept."""

from __future__ import annotations

from django.db import migrations, models

from taizhang.foundation.append_only import keep_append_only

FULFILMENT = ("id", "occurrence_id", "source", "on", "makeup", "by_id", "at")
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
    "attends",
    "closes_above",
    "supporting_owes",
    "parent_id",
    "amends_id",
    "first_id",
    "issued_in",
    "valid_from",
)


class Migration(migrations.Migration):
    dependencies = [("duties", "0005_urging")]

    operations = [
        migrations.AddField("fulfilment", "makeup", models.BooleanField(default=False)),
        migrations.AddField("occurrence", "made_up", models.BooleanField(default=False)),
        migrations.AddField("task", "attends", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField(
            "tableupload",
            "sort",
            models.CharField(
                choices=[("DUTY", "任务分解"), ("STUDY", "学习计划")], default="DUTY", max_length=10
            ),
        ),
        migrations.RunPython(
            keep_append_only(table="duties_fulfilment", columns=FULFILMENT, once="withdrawn_at"),
            migrations.RunPython.noop,
        ),
        migrations.RunPython(
            keep_append_only(table="duties_task", columns=TASK, once="valid_until", after="issued_in"),
            migrations.RunPython.noop,
        ),
    ]
