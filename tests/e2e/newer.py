"""Publishes a newer edition: a question in other words, one that is gone, and a bar that moved."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from catalog.models import Anchor, Requirement  # noqa: E402

Anchor.objects.filter(skill__slug="prg_python", step=2).update(text="I write Python another way.")
asked = Requirement.objects.filter(level__role__slug="ai-ml-research-specialist")
asked.filter(skill__slug="prg_second_language").delete()
asked.filter(skill__slug="mat_statistics").update(step=4)
call_command("publish_edition", "ai-ml-research")
