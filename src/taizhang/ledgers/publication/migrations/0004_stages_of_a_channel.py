"""A channel may have stages of its own."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_calendar_key"),
        ("premises", "0005_rechecked_by_another"),
        ("publication", "0003_release_place"),
        ("units", "0002_internal_offices"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="stagesetting",
            name="unit_sets_a_stage_once",
        ),
        migrations.RemoveConstraint(
            model_name="stagesetting",
            name="unit_sets_one_stage_at_a_place",
        ),
        migrations.AddField(
            model_name="stagesetting",
            name="place",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="premises.place"
            ),
        ),
        migrations.AddConstraint(
            model_name="stagesetting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", True)),
                fields=("unit", "code"),
                name="unit_sets_a_stage_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagesetting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", True)),
                fields=("unit", "position"),
                name="unit_sets_one_stage_at_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagesetting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", False)),
                fields=("unit", "place", "code"),
                name="channel_has_a_stage_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagesetting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", False)),
                fields=("unit", "place", "position"),
                name="channel_has_one_stage_at_a_time",
            ),
        ),
    ]
