"""Seeds the official years that come with the program; administrators enter the following ones."""

from django.db import migrations

from pengjiang.deadlines.calendar import packaged_plans


def forwards(apps, schema_editor):
    model = apps.get_model("deadlines", "CalendarYear")
    for plan in packaged_plans():
        model.objects.get_or_create(
            year=plan.year,
            defaults={
                "notice_number": plan.number,
                "notice_title": plan.title,
                "rest_days": sorted({day for holiday in plan.holidays for day in holiday.rest}),
                "make_up_days": sorted({day for holiday in plan.holidays for day in holiday.worked}),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    # Nothing to undo: the rows may have been edited since.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
