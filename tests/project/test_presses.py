"""A form that is sent twice: one effect, and the second press ends on the page of the first."""

import inspect
import re
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve

from assessment.models import Press, Throttle
from tests.all_rows import Rows, all_rows
from tests.clients import Response
from tests.conftest import NOW
from tests.pages import Page
from tests.project import twice, twice_account, twice_admin, twice_sharing
from tests.project.test_access_matrix import actors, rules
from tests.project.twice import Ready, Stage

# That two presses at once are one is tried on both databases by tests/config/test_presses.py and tests/faults.
pytestmark = [pytest.mark.slow, pytest.mark.no_cover, pytest.mark.one_database]

STORIES = {
    name: story
    for module in (twice, twice_account, twice_admin, twice_sharing)
    for name, story in vars(module).items()
    if inspect.isfunction(story) and inspect.signature(story).return_annotation is Ready
}
# Addresses that take something, and no form: why.
NO_FORM = {
    "assessment:save": "one answer as JSON, by the saving contract (docs/api.md)",
    "admin:catalog_role_read_pasted": "a block that was pasted, read and not stored",
    "account_set_password": "every account has a password",
    "account_request_reauthentication_code": "no code is sent by e-mail",
    "account_confirm_reauthentication_code": "no code is sent by e-mail",
    "account_confirm_login_code": "no code is sent by e-mail",
    "mfa_login_webauthn": "what a passkey said, once, to what the session asked it",
    "admin:login": "leads to the log-in of the site",
    "admin:password_change": "leads to the account's own",
}


TOUCHED = Session, Throttle, Press


@pytest.fixture
def stage(edition, monkeypatch) -> Stage:
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: NOW.timestamp()))
    cache.clear()
    return Stage(edition)


def rows() -> Rows:
    """Every row of every table; of sessions and counters only how many, since each look may touch them."""
    found = all_rows(apps.get_models())
    return found | {label: [()] * len(found[label]) for label in (each._meta.label for each in TOUCHED)}


def end_of(client: Client, response: Response, path: str) -> tuple[str, int, list[str]]:
    """The page on which an answer ends: its address, status and heading."""
    while response.status_code in {302, 303}:
        path = response.headers["Location"]
        response = client.get(path)
    return path, response.status_code, Page(response.content).texts("h1")


@pytest.mark.thorough
@pytest.mark.parametrize("has_seen_the_answer", [False, True])
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_two_presses_have_one_effect_and_end_on_one_page(stage, story, has_seen_the_answer):
    form: Ready = story(stage)
    fields = form.fields()
    path, cookies = form.action or form.page, form.client.cookies.copy()
    first = form.send(fields)
    assert first.status_code < 400
    expected, sent = rows(), len(mail.outbox)
    other = Client()
    other.cookies = form.client.cookies.copy() if has_seen_the_answer else cookies
    second = form._replace(client=other).send(fields)
    assert (rows(), len(mail.outbox)) == (expected, sent)
    assert end_of(other, second, path) == end_of(form.client, first, path)


def test_every_address_that_takes_a_form_has_a_story(stage):
    addresses = set()
    for story in STORIES.values():
        with transaction.atomic():
            form: Ready = story(stage)
            addresses.add(one_model(resolve((form.action or form.page).split("?")[0]).view_name))
            transaction.set_rollback(True)
    taking = {name for name, rule in rules().items() if any(posts(statuses) for _who, statuses in actors(rule))}
    assert {one_model(name) for name in taking} - addresses - set(NO_FORM) == set()


def posts(statuses: str) -> bool:
    """Whether somebody may send a form there: it answers a POST in another way than a look."""
    get, _head, post, *_others = statuses.split()
    return post not in {"404", "405", "403"} and post != get


def one_model(name: str) -> str:
    """The name of an editor's page, without the model: the editor's own pages are alike for all."""
    return re.sub(
        r"admin:(catalog|assessment|auth|mfa)_[a-z]+_(add|change|copy|delete|changelist|history)$", r"admin:\2", name
    )
