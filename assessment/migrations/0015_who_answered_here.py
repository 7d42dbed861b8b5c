from django.db import migrations
from django.db.models import Exists, OuterRef, Q


def tell(apps, schema_editor):
    """Attempts from before were answered here where that is sure: of a carried answer nobody noted where it came from."""
    here = schema_editor.connection.alias
    answers = apps.get_model('assessment', 'Answer').objects.using(here)
    attempts = apps.get_model('assessment', 'Assessment').objects.using(here)
    answers.filter(Q(carried_at__isnull=False) | Q(assessment__imported_at__isnull=False)).update(imported=True)
    imported = answers.filter(assessment=OuterRef('pk'), imported=True, step__isnull=False)
    attempts.filter(~Exists(imported), submitted_at__isnull=False, imported_at=None).update(answered_here=True)


class Migration(migrations.Migration):
    # Apart from the new columns, whose lock it would hold while it works.

    dependencies = [
        ('assessment', '0014_answered_here'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
