import django.db.models.deletion
from django.db import migrations, models

from catalog import rights


def let_editors_place_skills(apps, schema_editor):
    every = {"skillplace": ("add", "change", "delete", "view")}
    look = {"skillplace": ("view",)}
    rights.grant(apps, {rights.EDITORS: every, rights.REVIEWERS: look, rights.AUDITORS: look})


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0015_vocabularies'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='SkillPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='catalog.area', verbose_name='area')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='catalog.skill', verbose_name='skill')),
            ],
            options={
                'verbose_name': 'further area',
                'verbose_name_plural': 'further areas',
                'ordering': ['area__position', 'area__slug'],
                'constraints': [models.UniqueConstraint(fields=('skill', 'area'), name='catalog_skillplace_one_per_area')],
            },
        ),
        migrations.RunPython(let_editors_place_skills, migrations.RunPython.noop),
    ]
