"""Makes a database with ATTEMPTS attempts at the shipped catalogue. Prints them, and what they are asked, as JSON."""

import json
import os
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from assessment.attempts import actions  # noqa: E402
from assessment.role import reading  # noqa: E402
from catalog import editions  # noqa: E402
from tests.blueprint import ROLE  # noqa: E402
from tests.shipped import FRAMEWORK  # noqa: E402

NOW = datetime.now(UTC)

call_command("migrate", verbosity=0)
call_command("demo", "--no-server", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115, PTH123
edition = next(edition for edition in editions.current() if edition.framework.slug == FRAMEWORK)
begun = [
    actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW)
    for _ in range(int(os.environ["ATTEMPTS"]))
]
asked = reading.compiled(edition.digest, ROLE).questionnaire.questions
print(
    json.dumps(
        {
            "attempts": [{"id": attempt.public_id, "secret": secret} for attempt, secret in begun],
            "skills": [question.skill.slug for question in asked],
        }
    )
)
