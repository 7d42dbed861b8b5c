from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_a_row_for_each_step_that_a_resource_serves")]

    operations = [
        migrations.RemoveField(model_name="resourcestep", name="from_step"),
        migrations.AddConstraint(
            model_name="resourcestep",
            constraint=models.UniqueConstraint(
                fields=("resource", "skill", "step"), name="catalog_resourcestep_one_per_skill_and_step"
            ),
        ),
        migrations.AddConstraint(
            model_name="resourcestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__gte", 1)), name="catalog_resourcestep_is_above_the_first"
            ),
        ),
    ]
