"""Begins attempts at what is published already. Prints their ids and secrets as JSON."""

import json
import os
from datetime import UTC, datetime

import django

django.setup()

from assessment.attempts import actions  # noqa: E402
from catalog import editions  # noqa: E402
from tests import workshop  # noqa: E402

[edition] = editions.current()
made = []
for _ in range(int(os.environ["ATTEMPTS"])):
    assessment, secret = actions.start(
        edition_id=edition.pk, role=workshop.ROLE, target="", owner_id=None, at=datetime.now(UTC)
    )
    made.append({"id": assessment.public_id, "secret": secret, "skill": workshop.SKILLS[0]})
print(json.dumps(made))
