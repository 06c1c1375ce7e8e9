"""Days that the office's calendar tells."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("accounts", "0002_posts_and_signing_in")]

    operations = [
        migrations.CreateModel(
            name="OfficeDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("off", models.BooleanField()),
                ("name", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
                    ),
                ),
            ],
            options={
                "db_table": "office_days_day",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="office_day_has_a_name"
                    )
                ],
            },
        ),
    ]
