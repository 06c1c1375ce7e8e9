"""An index for the list of what somebody wrote down: of 18,000 records the latest fifty, without sorting them."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0006_uploads_go_on_in_the_background")]
    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["author", "-on", "-number"], name="record_by_author"),
        ),
    ]
