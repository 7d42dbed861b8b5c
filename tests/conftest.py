"""Shared by all tests: the workshop, published once for each test database, and the people in the stories.

Alice owns what is looked at, Bob must see none of it, Erin edits the catalogue, Rose is a superuser.
"""

import gc
import importlib
import os
import pkgutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState
from hypothesis import HealthCheck, is_hypothesis_test, settings

import assessment
import catalog
from assessment import access
from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from assessment.report import pdfs
from assessment.report.renderers.typeset import typeset
from catalog import audit, editions, finished
from catalog.exchange import safely
from catalog.models import Edition
from tests import kept_rows, workshop
from tests.clients import Visitor
from tests.one_database import JOURNEY, is_of_pages
from tests.reading_here import read_here
from tests.shipped import rows_of_shipped, take_over

pytest_plugins = ["tests.cost"]

FIRST_CASES, WATCHED_CASES = 2, 1

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

# How long an example takes says how busy the machine is.
settings.register_profile("skillgap", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("skillgap")
# The gate says the same of the same commit: there the examples come from the test, elsewhere from chance.
settings.register_profile("gate", settings.get_profile("skillgap"), derandomize=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--with-database-only",
        action="store_true",
        help="leave out the tests that ask the run's database for nothing of their own",
    )
    parser.addoption(
        "--first-cases",
        action="store_true",
        help=f"of a test of many cases on the database, run the first {FIRST_CASES}",
    )


def pytest_configure(config: pytest.Config) -> None:
    # pytest-cov 7.1 first takes a worker of xdist for the one that shares the work out, and leaves a second coverage behind
    # the worker's own: it went on wherever that one paused, so that `no_cover` saved nothing.
    plugin = config.pluginmanager.getplugin("_cov")
    if hasattr(config, "workerinput") and plugin is not None and plugin.cov_controller is not None:
        plugin.cov_controller.cov.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in [*further_cases(items, WATCHED_CASES), *filter(passes_where_others_pass, items)]:
        item.add_marker("no_cover")
    if config.getoption("--first-cases"):
        leave_out(config, items, further_cases(items))
    if config.getoption("--with-database-only"):
        leave_out(config, items, [item for item in items if not asks_database(item)])


def further_cases(items: list[pytest.Item], first: int = FIRST_CASES) -> list[pytest.Item]:
    """Of each test of many cases on the database, those after the first."""
    seen: Counter[str] = Counter()
    further = []
    for item in items:
        name = item.nodeid.partition("[")[0]
        seen[name] += 1
        if seen[name] > first and uses_database(item):
            further.append(item)
    return further


def passes_where_others_pass(item: pytest.Item) -> bool:
    """Whether a test takes its time on lines that others pass, too: all thorough ones, and what is slow on the database or
    for the many examples of a property. Coverage would double that time to see nothing new."""
    is_thorough, is_slow, is_watched = (item.get_closest_marker(name) for name in ("thorough", "slow", "watched"))
    is_of_many = uses_database(item) or is_hypothesis_test(getattr(item, "obj", None))
    return bool(is_thorough or (is_slow and is_of_many and not is_watched))


def leave_out(config: pytest.Config, items: list[pytest.Item], some: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=some)
    left = set(some)
    items[:] = [item for item in items if item not in left]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays to the end: who looks for garbage need not walk through it each time."""
    if session.config.pluginmanager.hasplugin("_cov"):
        import_everything()
    gc.collect()
    gc.freeze()


def import_everything() -> None:
    """Every module, while coverage watches: the lines that make a command are passed by the test that asks for it first, and
    coverage may look away from that one."""
    for package in (assessment, catalog):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name:
                importlib.import_module(found.name)


def asks_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes the database of the run, and neither its mark nor its place says that one database is
    enough; and the one journey whose server does."""
    is_on_one = item.get_closest_marker("one_database") or is_of_pages(item.nodeid)
    return item.nodeid == JOURNEY or (uses_database(item) and not is_on_one)


def uses_database(item: pytest.Item) -> bool:
    """Whether a test says by its mark or its fixtures that it reads or writes the database of the run."""
    return item.get_closest_marker("django_db") is not None or bool(
        {"db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    )


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


@pytest.fixture(scope="session", autouse=True)
def set_pdfs_here() -> Iterator[None]:
    """PDFs are set in the process of the test, whose fonts are loaded already: a tenth of the cost. That one of its own
    sets the same bytes is tested in tests/assessment/report/test_pdfs.py, which asks for it, as browser tests do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdfs, "_typeset", lambda source, held: typeset(source))
        yield


@pytest.fixture(scope="session", autouse=True)
def read_files_here() -> Iterator[None]:
    """Files that editors bring are read in the process of the test, by the same orders and answers, so that none waits for
    a Python of its own to start. What that process is for is tested in tests/catalog/exchange/test_safely.py, which asks
    for it, as does the browser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safely, "_run", read_here)
        yield


@pytest.fixture(scope="session", autouse=True)
def render_as_the_site(django_test_environment) -> Iterator[None]:
    """Templates tell nobody what they were given: Django's client would copy all of it at each, and no test asks for
    `response.context`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", vars(_TestState)["saved_data"].template_render)
        yield


@pytest.fixture(autouse=True)
def write_as_in_a_request() -> Iterator[None]:
    """What a test makes and deletes is told to the log as what a request writes: what a row belongs to is looked up once,
    and not once for each row."""
    with audit.written_by(str):
        yield


@pytest.fixture(autouse=True)
def forget_editions() -> Iterator[None]:
    """A test's own editions are rolled back and their keys used again; a process at work never sees that."""
    yield
    editions.name_of.cache_clear()
    finished.forget()


@pytest.fixture
def shipped(db, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The catalogue that we ship instead of the workshop, in this test alone."""
    return take_over(rows_of_shipped(tmp_path_factory, NOW))


@pytest.fixture
def edition(db) -> Edition:
    [current] = editions.current()
    return current


@pytest.fixture
def without_transaction(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The database with no transaction around the test, which leaves everything as it was. Django's own way empties every
    table at its end, and with them the workshop that all later tests want."""
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"])
        assert "test_" in name or "memory" in name, "run the whole file, or no test database is made"
        yield


@pytest.fixture
def three_roles(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The workshop with two more roles, published once more, in this test alone."""

    def write() -> None:
        workshop.more_roles(edition.framework)
        editions.publish(framework=edition.framework, by="tests", at=NOW, label="Three roles")

    kept_rows.put(kept_rows.make_once(tmp_path_factory, "three-roles", write))
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
    return an_editor()


@pytest.fixture
def rose(db) -> Client:
    return a_superuser()


def an_editor() -> Client:
    user = User.objects.create_user("erin", "erin@skillgap.example", password="erin-password-123", is_staff=True)
    user.groups.add(Group.objects.get(name="Catalogue editors"))
    return signed_in(confirmed(user))


def a_superuser() -> Client:
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
    return beginning(edition)


def beginning(edition: Edition) -> Callable[..., Assessment]:
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
    saves = [Save(skill, step, False, "", 0) for skill, step in answers.items()]
    actions.save_answers(assessment=assessment, saves=saves, at=NOW)


def pytest_terminal_summary(terminalreporter):
    """Say plainly which database this run used, and which tests it left out and why."""
    engine = connection.vendor
    other = "DATABASE_URL=postgres://… runs the suite on PostgreSQL" if engine == "sqlite" else "the default is SQLite"
    terminalreporter.write_line(f"Database of this run: {engine} ({other}; .ci/run does both).")
    if folder := os.environ.get("SCREENSHOTS"):
        count = len(list(Path(folder).glob("*.png")))
        terminalreporter.write_line(
            f"Pictures of every page and state, at both widths and in both themes: {count} in {folder}."
        )
    left_out = Counter(
        (report.nodeid.partition("[")[0], report.longrepr[2].removeprefix("Skipped: "))
        for report in terminalreporter.stats.get("skipped", [])
    )
    for (name, reason), times in left_out.items():
        terminalreporter.write_line(f"Left out: {name}{f' ({times} times)' if times > 1 else ''}: {reason}")
