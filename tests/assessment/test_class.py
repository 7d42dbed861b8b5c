"""A class of 200 behind one address starts and finishes within an hour, by the limits that we ship."""

import os
import runpy
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from assessment.models import Assessment
from config.env import ROOT, env
from tests.assessment.account.conftest import PASSWORD, link_of
from tests.config.production import PRODUCTION
from tests.workshop import PLACE

# Two hundred pass where one passed before: coverage has nothing to see.
pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

PEOPLE = 200
ONE_IPV4 = ["192.0.2.1"] * PEOPLE
MAPPED = ["::ffff:192.0.2.1"] * PEOPLE
ONE_64 = [f"2001:db8:1:2::{number:x}" for number in range(1, PEOPLE + 1)]


@pytest.fixture(autouse=True)
def as_shipped(monkeypatch, settings):
    monkeypatch.setattr(env, "ENVIRON", {"ENV_FILE": os.devnull, **PRODUCTION}, raising=False)
    ours = runpy.run_path(str(ROOT / "config" / "settings.py"))
    monkeypatch.undo()
    settings.LIMITS_AN_HOUR = ours["LIMITS_AN_HOUR"]
    settings.ACCOUNT_RATE_LIMITS = ours["ACCOUNT_RATE_LIMITS"]


def finish(client: Client, where: dict[str, Any]) -> list[int]:
    """From the role to the report; gives every status on the way."""
    begun = client.post(f"/roles/{PLACE}/start/", {"start": "Start"}, **where)
    place = "/".join(begun.headers["Location"].split("/")[:3])
    areas = {"craft": {"cut-step": "3", "cut-rev": "0"}}
    said = [client.post(f"{place}/questions/{area}/", {**typed, "end": "1"}, **where) for area, typed in areas.items()]
    return [
        begun.status_code,
        *(response.status_code for response in said),
        client.post(f"{place}/submit/", {"person_name": ""}, **where).status_code,
        client.get(f"{place}/report/", **where).status_code,
    ]


def test_all_of_a_class_start_and_finish(edition):
    found = [finish(Client(), {"REMOTE_ADDR": address}) for address in ONE_IPV4]
    assert set(map(tuple, found)) == {(303, 303, 303, 200)}
    assert Assessment.objects.exclude(submitted_at=None).count() == PEOPLE


@pytest.mark.thorough
def test_all_of_a_class_sign_up_confirm_and_log_in_though_each_mistypes_once(db):
    for number, address in enumerate(ONE_IPV4):
        client, where = Client(REMOTE_ADDR=address), f"p{number}@example.org"
        fields = {"email": where, "password1": PASSWORD}
        assert client.post("/accounts/signup/", {**fields, "email": "mistyped"}).status_code == 422
        assert client.post("/accounts/signup/", fields).status_code == 302
        link = link_of(mail.outbox[-1])
        shown = client.get(link, follow=True)
        assert shown.status_code == 200
        client.post(shown.redirect_chain[-1][0] if shown.redirect_chain else link)
        assert client.post("/accounts/login/", {"login": where, "password": "mistyped"}).status_code == 422
        assert client.post("/accounts/login/", {"login": where, "password": PASSWORD}).status_code == 302


def test_all_of_a_class_begin_twice_and_follow_an_old_link(edition):
    for address in ONE_IPV4:
        client = Client(REMOTE_ADDR=address)
        assert [client.post(f"/roles/{PLACE}/start/", {}).status_code for _time in range(2)] == [303, 303]
        assert client.get(f"/resume/{'a' * 43}/").status_code == 404


# All ways are limited by the same name of the network (tests/assessment/test_limits.py): the quickest one tells it for all.
@pytest.mark.parametrize("addresses", [ONE_IPV4, MAPPED, ONE_64], ids=["one IPv4", "mapped", "one /64"])
def test_all_of_a_class_forget_their_password(db, addresses):
    for number, address in enumerate(addresses):
        client = Client(REMOTE_ADDR=address)
        assert client.post("/accounts/password/reset/", {"email": f"p{number}@example.org"}).status_code == 302
