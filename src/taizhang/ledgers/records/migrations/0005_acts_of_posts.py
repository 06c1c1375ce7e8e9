"""What the holders of posts did in person.

The column may be empty: a column with a default would have SQLite make the table anew, and the
triggers that keep the search index would be gone with the old one.
"""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0004_list_index_and_search_in_order")]

    operations = [
        migrations.AddField(model_name="record", name="acts", field=models.JSONField(null=True)),
    ]
