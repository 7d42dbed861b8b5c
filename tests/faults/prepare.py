"""Makes a database with the workshop and attempts to write to. Prints their ids, secrets and skills as JSON."""

import json
import os
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from assessment.attempts import actions  # noqa: E402
from catalog import editions  # noqa: E402
from tests import workshop  # noqa: E402

NOW = datetime.now(UTC)

call_command("migrate", verbosity=0)
edition = editions.publish(framework=workshop.build(), by="tests", at=NOW, label="First")
made = []
for _ in range(int(os.environ["ATTEMPTS"])):
    assessment, secret = actions.start(edition_id=edition.pk, role=workshop.ROLE, target="", owner_id=None, at=NOW)
    made.append({"id": assessment.public_id, "secret": secret, "skills": workshop.SKILLS})
print(json.dumps(made))
