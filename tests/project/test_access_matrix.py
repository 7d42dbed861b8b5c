"""Who may do what: every address x method x actor against the table in access.yaml.

An address that the table lacks fails the run, so nobody can add a page without saying who may open it.
"""

from collections.abc import Iterator
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
import yaml
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment, Throttle
from catalog import feedback
from catalog.exchange import importing
from catalog.models import (
    Area,
    AuditEntry,
    Edition,
    Feedback,
    FileImport,
    Framework,
    Resource,
    Review,
    Role,
    RoleLevel,
    RoleNote,
    SalaryRange,
    Skill,
    Vocabulary,
)
from tests.all_rows import Rows, all_rows
from tests.assessment.sharing.links import link_to
from tests.clients import Response
from tests.conftest import NOW, a_superuser, an_editor, beginning

# Who may come in is decided before any query that a database could understand in its own way.
pytestmark = [pytest.mark.slow, pytest.mark.no_cover, pytest.mark.one_database]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TABLE = yaml.safe_load((Path(__file__).parent / "access.yaml").read_text())
# The groups of actors that the table speaks of. Owners are told apart by what their attempt has come to.
STRANGERS = ("anonymous", "bob", "erin", "rose")
WHO = {
    "everyone": (*STRANGERS, "owner"),
    "outsider": ("anonymous", "bob", "owner"),
    "stranger": STRANGERS,
    "staff": ("erin", "rose"),
    "erin": ("erin",),
    "rose": ("rose",),
    "owner_open": ("owner_open",),
    "owner_done": ("owner_done",),
}
EVIDENCE = "canary-evidence-7c1f"
NAME = "Canary Name 7c1f"
NOBODYS = "A" * 22
# How often a shared page was opened is counted when it is.
COUNTS = {("ShareLink", "views"), ("ShareLink", "viewed_on")}


def walk(resolver: URLResolver, names: tuple[str, ...] = (), route: str = "") -> Iterator[str]:
    """The name of every address of the site; its route where it has no name."""
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, (*names, pattern.namespace) if pattern.namespace else names, here)
        else:
            yield ":".join([*names, pattern.name]) if pattern.name else here


@cache
def rules() -> dict[str, dict[str, str]]:
    """The table with one entry per address: its path, and the statuses of each group of actors."""
    found = {name: entry for name, entry in TABLE.items() if name != "admin_models"}
    models = TABLE["admin_models"]
    for model, group in models["groups"].items():
        app, name = model.split("_")
        for page, entry in models["pages"].items():
            named = f"admin:{model}_{page}" if page != "redirect" else f"admin/{app}/{name}/<path:object_id>/"
            path = entry["path"].format(app=app, model=name, object=f"{{{model}}}", attempt="{attempt}")
            found[named] = {"path": path, **entry[group]}
    return found


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator["World"]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(standing, db) -> "World":
    """Built once for the module: what a test does to it is rolled back."""
    return standing


class World:
    """All actors with their cookies, and the things that addresses speak of."""

    def __init__(self) -> None:
        alice, bob = Client(), Client()
        begin, erin, rose = beginning(Edition.objects.get()), an_editor(), a_superuser()
        begin(bob, {"cut": 1}, submitted=True)
        self.open = _with_canary(begin(alice, {"cut": 3, "measure": 1, "teach": 1}))
        self.done = _with_canary(begin(alice, {"cut": 3}), submitted=True)
        self.token = attempts_actions.make_resume_link(assessment=self.open, at=NOW)
        clients = {"anonymous": Client(), "bob": bob, "erin": erin, "rose": rose}
        clients |= dict.fromkeys(("owner", "owner_open", "owner_done"), alice)
        self.cookies = {
            name: {key: morsel.value for key, morsel in client.cookies.items()} for name, client in clients.items()
        }
        self.places = _places(self.token) | {"share": link_to(self.done)}
        # One client each for all requests: making a client is dearer than a request.
        self.plain = Client(raise_request_exception=False)
        self.strict = Client(raise_request_exception=False, enforce_csrf_checks=True)

    def attempts_of(self, actor: str) -> list[str]:
        """The attempts that an actor is tried on: an owner's own one, for all others a stranger's, open and done."""
        owned = {"owner": self.open, "owner_open": self.open, "owner_done": self.done}
        return [owned[actor].public_id] if actor in owned else [self.open.public_id, self.done.public_id]

    def paths(self, rule: dict[str, str], *attempts: str) -> list[str]:
        """The addresses of a rule, for each of the attempts where it speaks of one."""
        templates = [rule["path"], *rule.get("also", [])]
        return list(dict.fromkeys(each.format(attempt=to, **self.places) for each in templates for to in attempts))

    def send(self, actor: str, method: str, path: str) -> Response:
        """One request; what it wrote is taken back, so that requests cannot disturb each other."""
        with transaction.atomic():
            response = self.look(actor, method, path)
            transaction.set_rollback(True)
        return response

    def look(self, actor: str, method: str, path: str, *, strict: bool = False) -> Response:
        client = self.strict if strict else self.plain
        client.cookies = SimpleCookie(self.cookies[actor])
        return client.post(path) if method == "POST" else client.generic(method, path)


def _with_canary(attempt: Assessment, *, submitted: bool = False) -> Assessment:
    save = Save("cut", 3, False, EVIDENCE, 1)
    actions.save_answers(assessment=attempt, saves=[save], at=NOW)
    if submitted:
        actions.submit(assessment=attempt, person_name=NAME, at=NOW)
    return attempt


def _places(token: str) -> dict[str, Any]:
    """What stands in the braces of the table's paths."""
    framework, role = Framework.objects.get(), Role.objects.get()
    objects = {
        "catalog_framework": framework,
        "catalog_role": role,
        "catalog_rolelevel": RoleLevel.objects.first(),
        "catalog_rolenote": RoleNote.objects.first(),
        "catalog_salaryrange": SalaryRange.objects.first(),
        "catalog_area": Area.objects.first(),
        "catalog_skill": Skill.objects.first(),
        "catalog_resource": Resource.objects.first(),
        "catalog_feedback": _remark(),
        "catalog_vocabulary": Vocabulary.objects.create(scheme="esco", version="1.2", uploaded_at=NOW),
        "catalog_review": Review.objects.first(),
        "catalog_edition": Edition.objects.get(),
        "catalog_fileimport": _brought(framework),
        "catalog_auditentry": AuditEntry.objects.first(),
        "assessment_assessment": Assessment.objects.filter(submitted_at__isnull=False).last(),
        "auth_user": User.objects.get(username="erin"),
        "auth_group": User.objects.get(username="erin").groups.get(),
        "mfa_authenticator": _second_factor("mallory"),
    }
    names: dict[str, Any] = {name: row.pk for name, row in objects.items()}
    return {
        **names,
        "token": token,
        "digest": objects["catalog_edition"].digest,
        "place": f"{framework.slug}/{role.slug}",
    }


def _brought(framework: Framework) -> FileImport:
    row = importing.bring(name="ours.json", data=b"{}", by="erin", at=NOW, framework=framework)
    row.save()
    return importing.preview(row)


def _remark() -> Feedback:
    feedback.keep(digest=Edition.objects.get().digest, skill="cut", kind="unclear", text="", on=NOW.date())
    return Feedback.objects.get()


def _second_factor(name: str) -> Authenticator:
    return Authenticator.objects.create(user=User.objects.create_user(name), type="totp", data={"secret": "canary"})


def actors(rule: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each actor of a rule with the statuses that it gets."""
    for group, statuses in rule.items():
        if group not in {"path", "also"}:
            for actor in WHO[group]:
                yield actor, statuses


def seen(response: Response) -> bytes:
    """All that reaches the one who asked."""
    return response.getvalue() + str(dict(response.headers)).encode()


def test_every_address_is_in_the_table_and_nothing_else_is():
    assert sorted(rules()) == sorted(set(walk(get_resolver())))


def test_every_rule_speaks_of_each_actor_once():
    owners = {"owner_open", "owner_done"}
    for name, rule in rules().items():
        found = [actor for actor, _statuses in actors(rule)]
        expected = {*STRANGERS, *(owners if owners & set(found) else {"owner"})}
        assert (name, sorted(found)) == (name, sorted(expected))


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(rules()))
def test_each_actor_gets_the_status_of_the_table_and_no_stranger_a_word_of_an_attempt(world, name):
    wrong, leaks = [], []
    for actor, statuses in actors(rules()[name]):
        for path in world.paths(rules()[name], *world.attempts_of(actor)):
            responses = {method: world.send(actor, method, path) for method in METHODS}
            found = " ".join(str(response.status_code) for response in responses.values())
            if found != statuses:
                wrong.append(f"{actor} {path}: {found}, the table says {statuses}")
            for method, response in responses.items():
                if actor in STRANGERS and any(canary.encode() in seen(response) for canary in (EVIDENCE, NAME)):
                    leaks.append(f"{actor} {method} {path}")
    assert wrong == []
    assert leaks == []


def test_what_only_a_report_has_leads_to_the_last_look_while_an_attempt_is_open(world):
    wrong = []
    early = [rule for rule in rules().values() if rule.get("owner_open", "").startswith("303")]
    assert len(early) > 5
    for rule in early:
        for path in world.paths(rule, world.open.public_id):
            leads = world.send("owner_open", "GET", path).headers["Location"]
            if leads != f"/a/{world.open.public_id}/check/":
                wrong.append((path, leads))
    assert wrong == []


def test_the_owner_does_see_the_canaries(world):
    """Otherwise their absence elsewhere would prove nothing."""
    shown: dict[str, set[str]] = {EVIDENCE: set(), NAME: set()}
    for name, rule in rules().items():
        for path in (
            world.paths(rule, world.open.public_id, world.done.public_id) if "{attempt}" in rule["path"] else ()
        ):
            response = world.send("owner", "GET", path)
            for canary, names in shown.items():
                if canary.encode() in seen(response):
                    names.add(name)
    assert shown == {
        EVIDENCE: {
            "assessment:back-it-up",
            "assessment:check",
            "assessment:report",
            "assessment:download",
            "assessment:attempt-copy",
        },
        NAME: {"assessment:report", "assessment:download", "assessment:attempt-copy", "assessment:share"},
    }


@pytest.mark.parametrize("name", sorted(name for name, rule in rules().items() if "{attempt}" in rule["path"]))
def test_a_foreign_attempt_answers_exactly_as_one_that_never_was(world, name):
    for actor in STRANGERS:
        addresses = [world.paths(rules()[name], of) for of in (NOBODYS, world.open.public_id, world.done.public_id)]
        for nobodys, *foreign in zip(*addresses, strict=True):
            for method in METHODS:
                told = _told(world.send(actor, method, nobodys))
                for path in foreign:
                    assert _told(world.send(actor, method, path)) == told, (actor, method, path)


def test_a_deleted_attempt_answers_its_owner_as_one_that_never_was(world):
    attempts_actions.delete(assessment=Assessment.objects.get(pk=world.done.pk))
    for rule in rules().values():
        if "{attempt}" in rule["path"]:
            gone, never = world.paths(rule, world.done.public_id), world.paths(rule, NOBODYS)
            for path, other in zip(gone, never, strict=True):
                assert _told(world.send("owner", "GET", path)) == _told(world.send("owner", "GET", other)), path


def _told(response: Response) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, headers, response.getvalue()


@pytest.mark.thorough
def test_looking_changes_no_row(world):
    before, changed = rows(), []
    for name, rule in rules().items():
        for actor in (*STRANGERS, "owner_open", "owner_done"):
            for path in world.paths(rule, *world.attempts_of(actor)):
                # A view is asked by HEAD as by GET: one actor stands for all.
                for method in ("GET", "HEAD") if actor == "owner_done" else ("GET",):
                    world.look(actor, method, path)
        if rows() != before:
            changed.append(name)
            before = rows()
    assert changed == []


@pytest.mark.thorough
def test_nothing_is_written_without_the_csrf_token(world):
    before, accepted, changed = rows(), [], []
    for name, rule in rules().items():
        for actor in ("anonymous", "rose", "owner_open", "owner_done"):
            for path in world.paths(rule, *world.attempts_of(actor)):
                found = [world.look(actor, method, path, strict=True).status_code for method in METHODS[2:6]]
                if set(found) - {403, 405}:
                    accepted.append((actor, path, found))
        if rows() != before:
            changed.append(name)
            before = rows()
    assert accepted == []
    assert changed == []


def rows() -> Rows:
    """Every row of every table, but for sessions and what counts, which looking may touch."""
    models = [model for model in apps.get_models(include_auto_created=True) if model not in {Session, Throttle}]
    return all_rows(models, without=COUNTS)
