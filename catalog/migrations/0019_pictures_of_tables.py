from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0018_a_level_may_ask_for_the_lowest_step'),
    ]

    operations = [
        migrations.AddField(
            model_name='fileimport',
            name='pictures',
            field=models.JSONField(default=list, editable=False, verbose_name='first rows of its tables'),
        ),
    ]
