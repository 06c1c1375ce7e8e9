"""A release names the place where it went out. A column that may be null keeps the triggers of the table."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("premises", "0005_rechecked_by_another"), ("publication", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="release",
            name="place",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="premises.place",
            ),
        ),
    ]
