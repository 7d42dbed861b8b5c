"""Publishes one edition after another until it is stopped. Prints the digest of each as a line."""

import sys
from datetime import UTC, datetime

import django

django.setup()

from catalog import editions  # noqa: E402
from catalog.models import Framework, Skill  # noqa: E402

framework = Framework.objects.get()
print("ready", flush=True)
for number, _line in enumerate(sys.stdin):
    skill = Skill.objects.filter(framework=framework, retired_on=None).order_by("pk")[number % 6]
    Skill.objects.filter(pk=skill.pk).update(definition=f"Said anew for the time {number + 1}.")
    print(editions.publish(framework=framework, by="tests", at=datetime.now(UTC)).digest, flush=True)
