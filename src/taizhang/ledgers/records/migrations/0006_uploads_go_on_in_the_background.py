"""How far an upload has come, and what was chosen when it was brought in."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def tell_stages(apps: Any, editor: Any) -> None:
    """What has a batch was brought in."""
    apps.get_model("records", "Upload").objects.filter(batch__isnull=False).update(stage="DONE")


class Migration(migrations.Migration):
    dependencies = [("records", "0005_acts_of_posts")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="stage",
            field=models.CharField(
                choices=[
                    ("CHECKING", "正在核对"),
                    ("READY", "未导入"),
                    ("STORING", "正在导入"),
                    ("STOPPED", "没有完成"),
                    ("DONE", "已导入"),
                ],
                default="READY",
                max_length=8,
            ),
        ),
        migrations.AddField(model_name="upload", name="done", field=models.IntegerField(default=0)),
        migrations.AddField(model_name="upload", name="total", field=models.IntegerField(default=0)),
        migrations.AddField(
            model_name="upload", name="fault", field=models.TextField(blank=True, default="")
        ),
        migrations.AddField(model_name="upload", name="good_rows", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="upload", name="accept", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="upload", name="begun_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="upload", name="cancelled_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(tell_stages, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage", "DONE"), _negated=True) | models.Q(("batch__isnull", False)),
                name="upload_is_done_with_its_batch",
            ),
        ),
    ]
