"""The two machines of the drill of a backup, each a process of its own that says one line of JSON.

`site ANSWERS REPORTS FOLDER`: a site with so many answers is backed up while others save; gives the file, the digests of
so many reports, and what was acknowledged before the backup began. `clean FILE REPORTS`: an empty database takes it in.
"""

import hashlib
import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.test import Client  # noqa: E402

from assessment.answering import actions as answering  # noqa: E402
from assessment.answering.core.saving import Save  # noqa: E402
from assessment.attempts import actions as attempts  # noqa: E402
from assessment.models import Answer, Assessment  # noqa: E402
from assessment.privacy import actions as privacy  # noqa: E402
from assessment.report import reading  # noqa: E402
from assessment.report.renderers import json_report  # noqa: E402
from assessment.role.core.rules import RULES_VERSION  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.models import Edition  # noqa: E402
from tests import workshop  # noqa: E402

NOW = datetime.now(UTC)
WRITERS = 3
BEFORE_THE_BACKUP = 20


def site(answers: str, reports: str, folder: str) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    edition = editions.publish(framework=workshop.build(), by="tests", at=NOW, label="First")
    fill(edition, int(answers) // len(workshop.SKILLS))
    alice = User.objects.create_user("alice", "alice@skillgap.example")
    attempts.start(edition_id=edition.pk, role=workshop.ROLE, target="", owner_id=alice.pk, at=NOW)
    digests = report_digests(int(reports))
    with saving(edition) as acknowledged:
        while sum(acknowledged.values()) < BEFORE_THE_BACKUP:
            time.sleep(0.01)
        before, began = dict(acknowledged), time.monotonic()
        call_command("backup", folder, stdout=StringIO())
        seconds, meanwhile = time.monotonic() - began, sum(acknowledged.values()) - sum(before.values())
    gone = erase()
    [file] = os.listdir(folder)  # noqa: PTH208 - a name is all that is wanted
    return {
        "file": os.path.join(folder, file),  # noqa: PTH118
        "digests": digests,
        "before": before,
        "gone": gone,
        "meanwhile": meanwhile,
        "answers": Answer.objects.count(),
        "seconds": round(seconds, 1),
    }


def clean(file: str, reports: str) -> dict[str, Any]:
    began = time.monotonic()
    call_command("restore", file, stdout=StringIO())
    seconds = time.monotonic() - began
    call_command("verify_editions", stdout=StringIO())
    kept = {text.split()[0]: rev for text, rev in Answer.objects.exclude(evidence="").values_list("evidence", "rev")}
    return {
        "digests": report_digests(int(reports)),
        "kept": kept,
        "there": [
            *Assessment.objects.values_list("public_id", flat=True),
            *User.objects.values_list("email", flat=True),
        ],
        "home": Client(SERVER_NAME="localhost").get("/").status_code,
        "seconds": round(seconds, 1),
    }


def erase() -> list[str]:
    """Erase an attempt and an account with another, now that they are in the backup; gives what must not come back."""
    alice = User.objects.get(username="alice")
    [own] = alice.assessments.all()
    other = Assessment.objects.filter(owner=None).exclude(submitted_at=None).latest("pk")
    privacy.erase_attempt(public_id=other.public_id)
    privacy.erase_person(address=alice.email)
    return [own.public_id, other.public_id]


def fill(edition: Edition, count: int) -> None:
    """So many attempts that are handed in, all skills answered by chance."""
    chance = random.Random(7)
    fields = {"rules_version": RULES_VERSION, "started_at": NOW, "changed_at": NOW, "submitted_at": NOW}
    made = Assessment.objects.bulk_create(
        (Assessment(edition=edition, role=workshop.ROLE, **fields) for _ in range(count)), batch_size=1000
    )
    Answer.objects.bulk_create(
        (
            Answer(assessment=attempt, skill=skill, step=chance.randint(1, 6), saved_at=NOW)
            for attempt in made
            for skill in workshop.SKILLS
        ),
        batch_size=5000,
    )


def report_digests(count: int) -> dict[str, str]:
    """The SHA-256 of the report of the first attempts, as a program gets it."""
    first = Assessment.objects.exclude(submitted_at=None).order_by("pk")[:count]
    return {each.public_id: hashlib.sha256(json_report.render(reading.report_of(each))).hexdigest() for each in first}


@contextmanager
def saving(edition: Edition) -> Iterator[dict[int, int]]:
    """Some who save without end, each in an attempt of their own; which revision was acknowledged to each."""
    acknowledged: dict[int, int] = {}
    stop = threading.Event()

    def work(number: int) -> None:
        attempt, _secret = attempts.start(edition_id=edition.pk, role=workshop.ROLE, target="", owner_id=None, at=NOW)
        rev = 0
        while not stop.is_set():
            save = Save(workshop.SKILLS[0], 3, False, f"{number} {rev}", rev)
            try:
                [outcome] = answering.save_answers(assessment=attempt, saves=[save], at=NOW)
            except OperationalError:  # which acknowledges nothing
                continue
            acknowledged[number] = rev = outcome.rev
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield acknowledged
    finally:
        stop.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    verbs: dict[str, Callable[..., dict[str, Any]]] = {"site": site, "clean": clean}
    settings.ERASURE_LEDGER = os.environ["ERASURE_LEDGER"]  # the settings of tests read no environment
    verb, *arguments = sys.argv[1:]
    print(json.dumps(verbs[verb](*arguments)))
