"""Past which line the totals have counted none: of those that are there, past the last line there is."""

from django.db import migrations, models

REACHED = "UPDATE reporting_totals_state SET reached_id = (SELECT COALESCE(MAX(id), 0) FROM journal_posting)"


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0005_kinds_of_a_book"),
        ("reporting", "0015_sources_by_unit"),
    ]

    operations = [
        migrations.AddField(
            model_name="totalsstate", name="reached_id", field=models.BigIntegerField(default=0)
        ),
        migrations.RunSQL(REACHED, migrations.RunSQL.noop),
    ]
