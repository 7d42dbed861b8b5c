"""Makes a database with the catalogue and attempts to write to. Prints their ids and secrets as JSON."""

import json
import os
import sys
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from assessment.attempts import actions  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.management.commands.demo import fixture_labels  # noqa: E402
from tests.blueprint import ROLE  # noqa: E402

NOW = datetime.now(UTC)

call_command("migrate", verbosity=0)
call_command("loaddata", *fixture_labels(), verbosity=0)
call_command("publish_edition", stdout=sys.stderr)
[edition] = editions.current()
made = []
for _ in range(int(os.environ["ATTEMPTS"])):
    assessment, secret = actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW)
    made.append({"id": assessment.public_id, "secret": secret})
print(json.dumps(made))
