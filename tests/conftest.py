"""Shared by all tests: the workshop, published once for each test database, and the people in the stories.

Alice owns what is looked at, Bob must see none of it, Erin edits the catalogue, Rose is a superuser.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from assessment import access
from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from catalog import editions
from catalog.models import Edition
from tests import workshop
from tests.clients import Visitor
from tests.shipped import take_over

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

# How long an example takes says how busy the machine is.
settings.register_profile("skillgap", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("skillgap")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The workshop, published, in every test database."""
    with django_db_blocker.unblock():
        editions.publish(framework=workshop.build(), by="tests", at=NOW, label="First")


@pytest.fixture(scope="session", autouse=True)
def own_slots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The locks of slots are of this process alone: in memory, the databases of all test processes have one name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("locks")))
        yield


@pytest.fixture(autouse=True)
def forget_editions() -> Iterator[None]:
    """A test's own editions are rolled back and their keys used again; a process at work never sees that."""
    yield
    editions.name_of.cache_clear()


@pytest.fixture
def shipped(db) -> Edition:
    """The catalogue that we ship instead of the workshop, in this test alone."""
    return take_over(NOW)


@pytest.fixture
def edition(db) -> Edition:
    [current] = editions.current()
    return current


@pytest.fixture
def alice() -> Client:
    return Client()


@pytest.fixture
def bob() -> Client:
    return Client()


@pytest.fixture
def erin(db) -> Client:
    user = User.objects.create_user("erin", "erin@skillgap.example", password="erin-password-123", is_staff=True)
    user.groups.add(Group.objects.get(name="Catalogue editors"))
    return signed_in(confirmed(user))


@pytest.fixture
def rose(db) -> Client:
    user = User.objects.create_superuser("rose", "rose@skillgap.example", password="rose-password-123")
    return signed_in(confirmed(user))


def confirmed(user: User) -> User:
    """The user, with their address confirmed."""
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def signed_in(user: User) -> Visitor:
    client = Visitor()
    client.user = user
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def begin(edition) -> Callable[..., Assessment]:
    """Begin an attempt at the only role for a client's browser; `answers` are steps by skill, `submitted` hands it in."""
    [role] = editions.load(edition.digest).role

    def begin(
        client: Client, answers: Mapping[str, int] | None = None, *, submitted: bool = False, target: str = ""
    ) -> Assessment:
        assessment, secret = attempts_actions.start(
            edition_id=edition.pk, role=role, target=target, owner_id=None, at=NOW
        )
        client.cookies[access.cookie_name(assessment.public_id)] = secret
        answer(assessment, answers or {})
        if submitted:
            actions.submit(assessment=assessment, person_name="", at=NOW)
        assessment.refresh_from_db()
        return assessment

    return begin


def answer(assessment: Assessment, answers: Mapping[str, int]) -> None:
    """Store sure answers, steps by skill."""
    saves = [Save(skill, step, False, "", "", 0) for skill, step in answers.items()]
    actions.save_answers(assessment=assessment, saves=saves, at=NOW)


def pytest_terminal_summary(terminalreporter):
    """Say plainly which database this run used, and which tests it left out and why."""
    engine = connection.vendor
    other = "DATABASE_URL=postgres://… runs the suite on PostgreSQL" if engine == "sqlite" else "the default is SQLite"
    terminalreporter.write_line(f"Database of this run: {engine} ({other}; .ci/run does both).")
    left_out = Counter(
        (report.nodeid.partition("[")[0], report.longrepr[2].removeprefix("Skipped: "))
        for report in terminalreporter.stats.get("skipped", [])
    )
    for (name, reason), times in left_out.items():
        terminalreporter.write_line(f"Left out: {name}{f' ({times} times)' if times > 1 else ''}: {reason}")
