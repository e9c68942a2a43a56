"""Seeds the dated rows that come with the program; ``manage.py seed_reference`` adds tables that come later."""

from django.db import migrations

from pengjiang.law.reference import packaged_tables
from pengjiang.law.rowvalues import row_values


def forwards(apps, schema_editor):
    model = apps.get_model("law", "ReferenceRow")
    model.objects.bulk_create(model(**row_values(kind, raw)) for kind, table in packaged_tables().items() for raw in table)


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]

    # Nothing to undo: the rows may have been edited since.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
