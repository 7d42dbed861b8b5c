from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_retired_on_says_from_when")]

    operations = [
        migrations.AlterField(
            model_name="salaryrange",
            name="year",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Leave empty when the source does not say.", null=True, verbose_name="year"
            ),
        ),
    ]
