"""Makes a database with two people in it who left something everywhere, and erases one. Run once for each step, in a
process of its own, so that what it logs can be looked through: `make`, `erase`."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from assessment.attempts import actions as attempts_actions  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.models import Edition  # noqa: E402
from tests import workshop  # noqa: E402
from tests.assessment.privacy.person import Person  # noqa: E402
from tests.conftest import NOW  # noqa: E402

ANN, BEN, LOOSE = "ann-canary-7c1f", "ben-canary-9e2d", "loose-canary-5b8a"

if __name__ == "__main__":
    if sys.argv[1] == "make":
        call_command("migrate", verbosity=0)
        edition = editions.publish(framework=workshop.build(), by="tests", at=NOW, label="First")
        for mark in (ANN, BEN):
            Person(mark, edition)
        loose, _secret = attempts_actions.start(
            edition_id=edition.pk, role=workshop.ROLE, target="", owner_id=None, at=NOW
        )
        loose.answers.create(skill="cut", step=3, evidence=LOOSE, saved_at=NOW)
        print(loose.public_id)
    else:
        assert Edition.objects.exists()
        call_command("erase_person", f"{ANN}@example.org", "--yes")
        call_command("erase_person", f"--attempt={sys.argv[2]}", "--yes")
