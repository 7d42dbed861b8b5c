"""Publishes a newer edition: a question in other words, one that is gone, and a bar that moved."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from catalog.models import Anchor, Requirement  # noqa: E402

Anchor.objects.filter(skill__slug="prg_python", step=2).update(text="I write Python another way.")
Requirement.objects.filter(skill__slug="prg_second_language").delete()
Requirement.objects.filter(skill__slug="mat_statistics").update(step=4)
call_command("publish_edition")
