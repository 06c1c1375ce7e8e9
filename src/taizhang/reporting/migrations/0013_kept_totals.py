"""Totals by unit, month or year, and counting rule."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0012_report_of_a_scheme"),
        ("units", "0002_internal_offices"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedChain",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="units.unit",
                    ),
                ),
                ("length", models.BigIntegerField()),
            ],
            options={
                "db_table": "reporting_counted_chain",
            },
        ),
        migrations.CreateModel(
            name="KeptRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "reporting_kept_rule",
            },
        ),
        migrations.CreateModel(
            name="TotalsState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.BigIntegerField()),
            ],
            options={
                "db_table": "reporting_totals_state",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_set_of_totals")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months", models.SmallIntegerField()),
                ("start", models.DateField()),
                ("value", models.TextField(blank=True, default="")),
                ("total", models.BigIntegerField()),
                ("weight", models.BigIntegerField()),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to="reporting.keptrule"
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
                "db_table": "reporting_kept_total",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "unit", "months", "start", "value"), name="total_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__in", (1, 12))), name="total_is_of_a_month_or_a_year"
                    ),
                ],
            },
        ),
    ]
