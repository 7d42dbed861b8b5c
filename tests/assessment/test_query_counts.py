"""How many queries each page costs: a literal, the same for one skill and for fifty, for one attempt and for fifty.

The limits are those of the goals (docs/performance.md, P7): questions 3, save 4, report 3, download 3, catalogue 3.
"""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessment import access
from assessment.answering import actions
from assessment.answering.core.quick_check import MOST
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from assessment.plan import actions as plan_actions
from assessment.plan.core.ticks import TickInput
from assessment.signing.reading import code_of
from catalog.models import Edition
from tests.assessment.sharing.links import link_to
from tests.clients import Response
from tests.conftest import NOW, answer, signed_in
from tests.factories import publish_framework

pytestmark = pytest.mark.slow

SIZES = pytest.mark.parametrize("skills", [1, 50])
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT")


def start(client: Client, edition: Edition, skills: int, *, submitted: bool = False) -> Assessment:
    """An attempt with every question answered."""
    attempt, secret = attempts_actions.start(edition_id=edition.pk, role="made-role", target="", owner_id=None, at=NOW)
    client.cookies[access.cookie_name(attempt.public_id)] = secret
    answer(attempt, {f"made-skill-{n}": n % 5 for n in range(skills)})
    if submitted:
        actions.submit(assessment=attempt, person_name="Alice", at=NOW)
    return attempt


def cost(ask: Callable[[], Response], status: int = 200) -> int:
    """The queries of a request in a process that has served it before: first time around, editions are loaded."""
    assert ask().status_code == status
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == status
    # The savepoints are the test's own: outside of one they are the ends of the transaction.
    return len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)])


@SIZES
@pytest.mark.parametrize(
    ("page", "queries"), [("questions/made-area/", 3), ("check/", 3), ("practice/", 1), ("data/", 3)]
)
def test_a_page_of_an_open_attempt(alice, db, skills, page, queries):
    attempt = start(alice, publish_framework(skills), skills)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/{page}")) == queries


def start_quick(client: Client, edition: Edition, answered: int) -> Assessment:
    attempt, secret = attempts_actions.start(
        edition_id=edition.pk, role="made-role", target="", owner_id=None, at=NOW, kind=Assessment.Kind.QUICK
    )
    client.cookies[access.cookie_name(attempt.public_id)] = secret
    answer(attempt, {f"made-skill-{n}": 3 for n in range(answered)})
    return attempt


@SIZES
def test_a_quick_check(alice, db, skills):
    """A question, the result of all must-haves, and the way to it; every question of these frameworks is a must-have."""
    edition = publish_framework(skills)
    attempt, settled = start_quick(alice, edition, min(skills, MOST) - 1), start_quick(alice, edition, skills)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/quick/made-skill-0/")) == 3
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/quick/"), 302) == 2
    assert cost(lambda: alice.get(f"/a/{settled.public_id}/quick/")) == 3
    assert cost(lambda: alice.post(f"/a/{settled.public_id}/full/"), 303) == 2


@SIZES
def test_going_on_in_a_quick_check(alice, db, skills):
    """Sent as it stands: the lock, what is stored, and what to ask next. To skip costs a lock, a look and a write."""
    edition = publish_framework(skills)
    path = "/a/{}/quick/made-skill-0/"
    settled = start_quick(alice, edition, skills)
    fields = {"made-skill-0-step": "3", "made-skill-0-rev": "1", "end": "1", "to": "next"}
    assert cost(lambda: alice.post(path.format(settled.public_id), fields), 303) == 4
    skipping = path.format(start_quick(alice, edition, 0).public_id)
    Assessment.objects.update(changed_at="2099-01-01T00:00Z")
    with CaptureQueriesContext(connection) as queries:
        assert alice.post(skipping, {"end": "1"}).status_code == 303
    assert len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)]) == 7


@SIZES
def test_forgetting(alice, db, skills):
    """To find it, and to delete this browser's key; the page after it asks nothing."""
    edition = publish_framework(skills)
    alice.get(f"/a/{start(alice, edition, skills).public_id}/data/")
    attempt = start(alice, edition, skills)
    with CaptureQueriesContext(connection) as queries:
        assert alice.post(f"/a/{attempt.public_id}/data/forget/", {"forget": "on"}).status_code == 200
    assert len(queries) == 2


@SIZES
def test_going_on(alice, db, skills):
    attempt = start(alice, publish_framework(skills), skills)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/"), 302) == 2


@SIZES
@pytest.mark.parametrize(
    ("page", "queries"), [("report/", 3), ("report.json", 2), ("report.csv", 2), ("report.xlsx", 2), ("report.pdf", 2)]
)
def test_a_report_and_its_files(alice, db, skills, page, queries):
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/{page}")) == queries


@SIZES
def test_checking_a_report(alice, db, skills):
    """Two to count it, and to find the edition; or by a code to look at the guesses, the attempt and its answers."""
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    report = alice.get(f"/a/{attempt.public_id}/report.json").content
    attempt.refresh_from_db()
    assert cost(lambda: alice.post("/verify/", {"file": SimpleUploadedFile("report.json", report)})) == 3
    assert cost(lambda: alice.post("/verify/", {"code": code_of(attempt)})) == 5


@SIZES
@pytest.mark.parametrize(
    ("page", "queries"),
    [("plan/", 4), ("plan/?what=everything&level=level-2", 4), ("plan.ics", 4), ("plan.ics?as=weeks", 4)],
)
def test_a_plan_and_its_calendar(alice, db, skills, page, queries):
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    tick(attempt, skills)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/{page}")) == queries


@SIZES
@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "pdf"])
@pytest.mark.parametrize("query", ["hours=3&start=2027-01-04", "what=everything&level=level-2"])
def test_the_files_of_a_plan(alice, db, skills, kind, query):
    """As much as the page of the plan: the attempt, its answers, its ticks, and the library of today."""
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    tick(attempt, skills)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/report.{kind}?{query}")) == 4


@SIZES
@pytest.mark.parametrize(
    ("shows", "queries"), [((), 4), (("name", "notes"), 4), (("plan",), 5), (("name", "notes", "plan"), 5)]
)
def test_a_shared_report(alice, bob, db, skills, shows, queries):
    """The link with its attempt, the answers, with a plan its ticks, the library of today, and the count of openings."""
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    tick(attempt, skills)
    token = link_to(attempt, *shows)
    assert cost(lambda: bob.get(f"/s/{token}/")) == queries
    assert cost(lambda: bob.get(f"/s/{token}/?level=level-2")) == queries - 1


@pytest.mark.parametrize("links", [1, 15])
def test_the_links_to_a_report(alice, db, links):
    """To find it and its links; to make one, also the lock, how many there are, and the new one."""
    attempt = start(alice, publish_framework(2), 2, submitted=True)
    for _link in range(links):
        link_to(attempt)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/share/")) == 2
    assert cost(lambda: alice.post(f"/a/{attempt.public_id}/share/", {"days": "7"})) == 5


@SIZES
@pytest.mark.parametrize("changes", [0, 1, 50])
def test_a_what_if(alice, db, skills, changes):
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    query = "&".join(f"made-skill-{number}={(number + 1) % 5}" for number in range(min(changes, skills)))
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/what-if/?{query}")) == 2


@SIZES
def test_a_tick(alice, db, skills):
    """To find the plan again costs as much as to show it; to store the tick, a lock, a look and a write."""
    attempt = start(alice, publish_framework(skills), skills, submitted=True)
    body = {"skill": "made-skill-0", "to_step": "2", "state": "started"}
    assert cost(lambda: alice.post(f"/a/{attempt.public_id}/plan/tick/", body), 303) == 6
    body["state"] = "done"
    with CaptureQueriesContext(connection) as queries:
        alice.post(f"/a/{attempt.public_id}/plan/tick/", body)
    assert len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)]) == 7


@SIZES
def test_a_page_of_an_attempt_with_suggestions(alice, db, skills):
    edition = publish_framework(skills)
    before = start(alice, edition, skills, submitted=True)
    tick(before, skills)
    attempt, secret = attempts_actions.start(
        edition_id=edition.pk, role="made-role", target="", owner_id=None, at=NOW, carried_from=before
    )
    alice.cookies[access.cookie_name(attempt.public_id)] = secret
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/questions/made-area/")) == 3


def tick(attempt: Assessment, skills: int) -> None:
    for number in range(skills):
        plan_actions.tick(assessment=attempt, tick_input=TickInput(f"made-skill-{number}", 3, "done", ""), at=NOW)


def saving(client: Client, attempt: Assessment, step: int, rev: int):
    body = {"skill": "made-skill-0", "step": step, "rev": rev}
    return lambda: client.post(f"/a/{attempt.public_id}/save/", body, content_type="application/json")


@SIZES
def test_a_save_that_changes_an_answer(alice, db, skills):
    attempt = start(alice, publish_framework(skills), skills)
    saving(alice, attempt, 2, 1)()
    with CaptureQueriesContext(connection) as queries:
        assert saving(alice, attempt, 3, 2)().json() == {"rev": 3}
    assert len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)]) == 4


@SIZES
def test_a_save_that_also_marks_the_hour_of_the_last_change(alice, db, skills):
    """Once an hour a save moves `changed_at` too, with one query more."""
    edition = publish_framework(skills)
    saving(alice, start(alice, edition, skills), 2, 1)()
    attempt = start(alice, edition, skills)
    with CaptureQueriesContext(connection) as queries:
        assert saving(alice, attempt, 3, 1)().json() == {"rev": 2}
    assert len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)]) == 5
    attempt.refresh_from_db()
    assert attempt.changed_at > NOW


@SIZES
def test_a_save_of_a_first_answer(alice, db, skills):
    edition = publish_framework(skills)
    saving(alice, start(alice, edition, 0), 2, 0)()
    attempt = start(alice, edition, 0)
    actions.save_answers(assessment=attempt, saves=[Save("made-skill-0", None, False, "", 0)], at=NOW)
    Assessment.objects.update(changed_at="2099-01-01T00:00Z")
    with CaptureQueriesContext(connection) as queries:
        assert saving(alice, attempt, 2, 0)().json() == {"rev": 1}
    assert len([query for query in queries if not query["sql"].startswith(SAVEPOINTS)]) == 4


@SIZES
def test_backing_the_answers_up(alice, db, skills):
    """To show the page, and to send it as it stands: to find it, the lock, and what is stored."""
    attempt = start(alice, publish_framework(skills), skills)
    actions.save_answers(assessment=attempt, saves=[Save("made-skill-0", 3, False, None, 1)], at=NOW)
    assert cost(lambda: alice.get(f"/a/{attempt.public_id}/back-it-up/")) == 2
    Assessment.objects.update(changed_at="2099-01-01T00:00Z")
    fields = {"made-skill-0-step": "3", "made-skill-0-rev": "2", "end": "1"}
    assert cost(lambda: alice.post(f"/a/{attempt.public_id}/back-it-up/", fields), 303) == 3


@SIZES
def test_a_retry_and_a_conflict(alice, db, skills):
    attempt = start(alice, publish_framework(skills), skills)
    assert cost(saving(alice, attempt, 0, 1)) == 3
    assert cost(saving(alice, attempt, 4, 0), 409) == 3


@SIZES
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 1),
        ("/how-we-score/", 1),
        ("/privacy/", 0),
        ("/about/", 0),
        ("/accessibility/", 0),
        ("/roles/made/made-role/", 1),
        ("/roles/made/made-role/?sort=importance", 1),
        ("/roles/made/made-role/about/", 1),
        ("/skills/made/made-skill-0/", 1),
        ("/roles/made/made-role/start/", 1),
        ("/schema/report-2.json", 0),
        ("/livez", 0),
        ("/readyz", 1),
        ("/verify/", 0),
        ("/verify/keys.json", 0),
    ],
)
def test_a_public_page(db, skills, path, queries):
    publish_framework(skills)
    client = Client()
    assert cost(lambda: client.get(path)) == queries


@SIZES
def test_the_pages_of_an_edition(alice, db, skills):
    edition = publish_framework(skills)
    assert cost(lambda: alice.get(f"/editions/{edition.digest}/")) == 1
    assert cost(lambda: alice.get(f"/editions/{edition.digest}.json")) == 1


@pytest.mark.parametrize("stored", [1, 50])
def test_stored_attempts_make_no_page_dearer(alice, bob, db, stored):
    edition = publish_framework(3)
    attempts = [start(alice, edition, 3) for _attempt in range(stored)]
    done = start(bob, edition, 3, submitted=True)
    open_one = f"/a/{attempts[0].public_id}"
    assert cost(lambda: alice.get("/")) == 3
    assert cost(lambda: alice.get(f"{open_one}/questions/made-area/")) == 3
    assert cost(lambda: alice.get(f"{open_one}/check/")) == 3
    assert cost(saving(alice, attempts[0], 0, 1)) == 3
    assert cost(lambda: bob.get(f"/a/{done.public_id}/report/")) == 3
    assert cost(lambda: bob.get(f"/a/{done.public_id}/report.json")) == 2


@pytest.mark.parametrize("frameworks", [1, 5])
def test_published_frameworks_make_no_page_dearer(alice, db, frameworks):
    for number in range(frameworks):
        publish_framework(2, slug=f"made{number}")
    assert cost(lambda: alice.get("/")) == 1
    assert cost(lambda: alice.get("/how-we-score/")) == 1
    assert cost(lambda: alice.get("/roles/made0/made0-role/")) == 1


def test_an_account_without_the_cookie_pays_for_its_session(db, django_user_model):
    """Session and user come on top; a search by cookie, which cannot find anything, does not."""
    user = django_user_model.objects.create_user("alice")
    edition = publish_framework(2)
    attempt, _secret = attempts_actions.start(
        edition_id=edition.pk, role="made-role", target="", owner_id=user.pk, at=NOW
    )
    client = signed_in(user)
    assert cost(lambda: client.get(f"/a/{attempt.public_id}/questions/made-area/")) == 5
