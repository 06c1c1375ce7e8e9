"""Reports about one responsibility scheme; its title may be as long as a scheme's."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0003_table_upload"),
        ("reporting", "0011_manuscripts"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="scheme",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="duties.scheme"
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="subject",
            field=models.CharField(max_length=200),
        ),
        migrations.AlterField(
            model_name="reportrun",
            name="subject",
            field=models.CharField(max_length=200),
        ),
    ]
