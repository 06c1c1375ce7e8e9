"""Acts are never changed or deleted."""

from django.db import migrations

from taizhang.foundation.append_only import keep_append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(keep_append_only(table="audit_act"), migrations.RunPython.noop),
    ]
