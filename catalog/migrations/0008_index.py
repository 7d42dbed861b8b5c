import json
from fractions import Fraction
from math import ceil

import django.db.models.deletion
from django.db import migrations, models

MOST = 30  # questions of a quick check


def fill(apps, schema_editor):
    """Let what each framework published last be found."""
    database = schema_editor.connection.alias
    Framework, Publication, PublishedRole, PublishedSkill = (
        apps.get_model("catalog", name) for name in ("Framework", "Publication", "PublishedRole", "PublishedSkill")
    )
    for framework in Framework.objects.using(database).order_by("pk"):
        made = Publication.objects.using(database).filter(edition__framework=framework)
        publication = made.select_related("edition").order_by("pk").last()
        if publication is None:
            continue
        snapshot = json.loads(publication.edition.payload)
        shared = {
            "framework": framework,
            "publication": publication,
            "framework_name": snapshot["framework"]["name"],
            "language": snapshot["framework"]["language"],
        }
        PublishedRole.objects.using(database).bulk_create(
            PublishedRole(**shared, **facts(snapshot, role)) for role in snapshot["roles"]
        )
        PublishedSkill.objects.using(database).bulk_create(
            PublishedSkill(**shared, slug=skill["slug"], name=skill["name"]) for skill in snapshot["skills"]
        )


def facts(snapshot, role):
    named = {need["skill"] for level in role["levels"] for need in level["requirements"]}
    units = {}
    for skill in snapshot["skills"]:
        if skill["slug"] in named and not skill["retired"]:
            units.setdefault(("group", skill["group"]) if skill["group"] else skill["slug"], []).append(skill["slug"])
    asked = [skill for skill in snapshot["skills"] if skill["slug"] in {slug for unit in units.values() for slug in unit}]
    must_haves = [unit for unit in units.values() if any(is_must_have(level, unit) for level in role["levels"])]
    return {
        **{name: role[name] for name in ("slug", "name", "summary")},
        "levels": len(role["levels"]),
        "questions": sum(map(len, units.values())),
        "quick": min(MOST, sum(map(len, must_haves))),
        "minutes": minutes(snapshot["scale"], asked),
    }


def minutes(scale, skills):
    """To read each question at 238 words a minute and to choose in 6 seconds, rounded up to the next five."""
    words = 0
    for skill in skills:
        sentences = {step["value"]: step["meaning"] for step in scale}
        sentences |= {anchor["step"]: anchor["text"] for anchor in skill["anchors"] if anchor["step"] in sentences}
        words += sum(len(text.split()) for text in (skill["name"], skill["definition"], *sentences.values()))
    return 5 * ceil((Fraction(words, 238) + Fraction(len(skills), 10)) / 5)


def is_must_have(level, unit):
    """Whether a level's strictest stated requirement of a unit, the highest step and then the weightiest, is one."""
    stated = [need for need in level["requirements"] if need["skill"] in unit and need["step"] is not None]
    order = ["essential", "important", "helpful"]
    strictest = min(stated, key=lambda need: (-need["step"], order.index(need["importance"])), default=None)
    return strictest is not None and strictest["importance"] == "essential"


def published(name, verbose_name, *more):
    cascade = django.db.models.deletion.CASCADE
    return migrations.CreateModel(
        name=name,
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("slug", models.CharField(max_length=64, verbose_name="key")),
            ("name", models.CharField(max_length=120, verbose_name="name")),
            ("framework_name", models.CharField(max_length=200, verbose_name="name of the framework")),
            ("language", models.CharField(max_length=12, verbose_name="language of the texts")),
            *more,
            ("framework", models.ForeignKey("catalog.framework", cascade, related_name="+", verbose_name="framework")),
            (
                "publication",
                models.ForeignKey("catalog.publication", cascade, related_name="+", verbose_name="publication"),
            ),
        ],
        options={
            "verbose_name": verbose_name,
            "verbose_name_plural": f"{verbose_name}s",
            "abstract": False,
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("slug", "framework"), name=f"catalog_{name.lower()}_one_per_framework_and_key"
                )
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_steps_instead_of_spans")]

    operations = [
        published(
            "PublishedRole",
            "published role",
            ("summary", models.CharField(max_length=300, verbose_name="summary in one sentence")),
            ("levels", models.PositiveSmallIntegerField(verbose_name="levels")),
            ("questions", models.PositiveSmallIntegerField(verbose_name="questions")),
            ("quick", models.PositiveSmallIntegerField(verbose_name="questions of the quick check")),
            ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
        ),
        published("PublishedSkill", "published skill"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
