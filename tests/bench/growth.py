"""What each page of a visitor and of an account takes when OTHERS attempts of other people are stored, beside what it
takes with none, in a database of its own; and what a page of questions and a save take. Prints what grew most as JSON,
each with its ratio.

A page is asked for in turns, and of each the quickest counts: what else the machine does makes pages slower, never
quicker.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from assessment.answering import actions as answering  # noqa: E402
from assessment.answering.core.saving import Save  # noqa: E402
from assessment.attempts import actions  # noqa: E402
from assessment.models import Answer, Assessment  # noqa: E402
from assessment.role.core.rules import RULES_VERSION  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.models import Edition  # noqa: E402
from tests.blueprint import ROLE, random_answers  # noqa: E402
from tests.shipped import AREA, FRAMEWORK  # noqa: E402

OTHERS, ANSWERS_EACH, OF_ONE_ACCOUNT = int(os.environ["OTHERS"]), 10, 10
AT_ONCE = 20_000
TURNS = 25
NOW = datetime.now(UTC)
PAGES = ("/", "/roles/", f"/roles/{FRAMEWORK}/{ROLE}/start/", "/mine/", "/history/")
PAGES_OF_ONE = ("practice/", "report/", "plan/", "what-if/", "elsewhere/", "data/", "recheck/", "newer/", "report.json")
QUESTIONS, SAVE = "questions", "save"
# What P9 names: these are asked for again and again by everybody.
NARROW = (QUESTIONS, SAVE, "one: /a/…/report/", "account: /a/…/report/")
Ask = Callable[[], object]


def begun(edition: Edition, owner: int | None) -> tuple[str, str]:
    """An attempt that is handed in: its id, and the secret that opens it where it has no owner."""
    started, secret = actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=owner, at=NOW)
    given = sorted(random_answers(2).items())
    saves = [Save(skill, answer.step, answer.unsure, answer.evidence, 0) for skill, answer in given]
    answering.save_answers(assessment=started, saves=saves, at=NOW)
    answering.submit(assessment=started, person_name="", at=NOW)
    return started.public_id, secret


def visits(edition: Edition) -> Iterator[tuple[str, Ask]]:
    """Each page by who asks for it: a browser with one cookie, with three, with three invented ones, and an account."""
    own = [begun(edition, None) for _ in range(3)]
    for who, cookies in (
        ("one", own[:1]),
        ("three", own),
        ("invented", [("x" * 21 + str(number), "y" * 43) for number in range(3)]),
    ):
        client = Client(SERVER_NAME="localhost")
        for public_id, secret in cookies:
            client.cookies[f"attempt-{public_id}"] = secret
        yield from asking(who, client, cookies[0][0])
    rose = User.objects.create_user("rose", "rose@example.org", "x")
    client = Client(SERVER_NAME="localhost")
    client.force_login(rose)
    yield from asking("account", client, begun(edition, rose.pk)[0])
    yield from answering_of(edition)


def asking(who: str, client: Client, public_id: str) -> Iterator[tuple[str, Ask]]:
    for path in (*PAGES, *(f"/a/{public_id}/{page}" for page in PAGES_OF_ONE)):
        name = f"{who}: {path.replace(public_id, '…')}"
        status = client.get(path).status_code
        assert status < 500, (name, status)
        yield name, partial(client.get, path)


def answering_of(edition: Edition) -> Iterator[tuple[str, Ask]]:
    """A page of questions, and an answer saved anew each time, of an attempt that is not handed in."""
    started, secret = actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW)
    client = Client(SERVER_NAME="localhost")
    client.cookies[f"attempt-{started.public_id}"] = secret
    skill = min(random_answers(2))
    revs = count()

    def save() -> None:
        rev = next(revs)
        said = {"skill": skill, "step": rev % 4, "rev": rev}
        answer = client.post(f"/a/{started.public_id}/save/", json.dumps(said), content_type="application/json")
        assert answer.status_code == 200, answer.content

    yield QUESTIONS, partial(client.get, f"/a/{started.public_id}/questions/{AREA}/")
    yield SAVE, save


def quickest(asked: dict[str, Ask]) -> dict[str, float]:
    """The quickest of some turns, page by page."""
    found = dict.fromkeys(asked, float("inf"))
    for _ in range(TURNS):
        for name, ask in asked.items():
            begin = time.perf_counter()
            ask()
            found[name] = min(found[name], time.perf_counter() - begin)
    return found


def store_others(edition: Edition) -> None:
    """The attempts of others: of browsers, and every second one of an account that has several."""
    accounts = User.objects.bulk_create(
        User(username=f"other-{number}", email=f"other-{number}@example.org", password="!")
        for number in range(OTHERS // 2 // OF_ONE_ACCOUNT)
    )
    fields = {"rules_version": RULES_VERSION, "started_at": NOW, "changed_at": NOW, "submitted_at": NOW}
    skills = [skill for skill, _answer in sorted(random_answers(2).items())][:ANSWERS_EACH]
    for first in range(0, OTHERS, AT_ONCE):
        attempts = Assessment.objects.bulk_create(
            (
                Assessment(
                    edition=edition, role=ROLE, owner=accounts[number % len(accounts)] if number % 2 else None, **fields
                )
                for number in range(first, min(first + AT_ONCE, OTHERS))
            ),
            batch_size=1000,
        )
        Answer.objects.bulk_create(
            (Answer(assessment=attempt, skill=skill, step=2, saved_at=NOW) for attempt in attempts for skill in skills),
            batch_size=5000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    call_command("migrate", verbosity=0)
    with open("/dev/null", "w") as nowhere:  # noqa: PTH123
        call_command("demo", "--no-server", verbosity=0, stdout=nowhere)
    edition = next(edition for edition in editions.current() if edition.framework.slug == FRAMEWORK)
    asked = dict(visits(edition))
    before = quickest(asked)
    store_others(edition)
    after = quickest(asked)
    ratios = {name: after[name] / before[name] for name in asked}
    most = sorted(ratios.items(), key=lambda each: -each[1])
    json.dump({"pages": len(ratios), "most": most[:5], "narrow": {name: ratios[name] for name in NARROW}}, sys.stdout)


if __name__ == "__main__":
    main()
