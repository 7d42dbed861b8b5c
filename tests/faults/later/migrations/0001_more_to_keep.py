"""What the next release may do to tables that are in use: columns that may be empty or have a default, a table, an index."""

from django.db import migrations, models

ADD = "ALTER TABLE assessment_answer ADD COLUMN {}"
DROP = "ALTER TABLE assessment_answer DROP COLUMN {}"


class Migration(migrations.Migration):
    dependencies = [("assessment", "__first__")]

    operations = [
        migrations.RunSQL(ADD.format("later_word varchar(20) NULL"), DROP.format("later_word")),
        migrations.RunSQL(ADD.format("later_count integer NOT NULL DEFAULT 0"), DROP.format("later_count")),
        migrations.RunSQL("CREATE INDEX later_count ON assessment_answer (later_count)", "DROP INDEX later_count"),
        migrations.CreateModel("Later", [("id", models.BigAutoField(primary_key=True)), ("word", models.TextField())]),
    ]
