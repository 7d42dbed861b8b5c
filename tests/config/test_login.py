"""Signing in: five wrong passwords lock a name for that address, and nobody learns which names there are."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import confirmed
from tests.pages import Page

RIGHT = "erin-password-123"


@pytest.fixture(autouse=True)
def accounts(db) -> None:
    for name in ("erin", "sam"):
        confirmed(User.objects.create_user(name, f"{name}@skillgap.example", password=RIGHT, is_staff=True))


def sign_in(name: str = "erin", password: str = RIGHT, **where: Any) -> bool:
    response = Client().post("/accounts/login/", {"login": f"{name}@skillgap.example", "password": password}, **where)
    assert response.status_code in {422, 302}
    return response.status_code == 302


def test_the_right_password_opens_the_editor():
    assert sign_in()


def test_five_wrong_passwords_lock_even_the_right_one_out():
    assert [sign_in(password=f"wrong-{n}") for n in range(5)] == [False] * 5
    assert not sign_in()


def test_the_lock_is_told():
    for n in range(5):
        sign_in(password=f"wrong-{n}")
    response = Client().post("/accounts/login/", {"login": "Erin@skillgap.example", "password": RIGHT})
    assert "Too many failed login attempts. Try again later." in response.content.decode()


def test_trying_many_names_from_one_network_ends_on_a_page_of_ours():
    found = [
        Client().post("/accounts/login/", {"login": f"no{n}@skillgap.example", "password": "x"}) for n in range(21)
    ]
    assert [response.status_code for response in found] == [422] * 20 + [429]
    assert Page(found[-1].content).texts("h1") == ["A little too often"]
    assert 3500 < int(found[-1].headers["Retry-After"]) <= 3600


def test_logging_in_over_and_over_from_one_network_ends_too():
    assert [sign_in() for _time in range(60)] == [True] * 60
    fields = {"login": "erin@skillgap.example", "password": RIGHT}
    assert Client().post("/accounts/login/", fields).status_code == 429


def test_the_lock_holds_for_one_name_from_one_address():
    for n in range(5):
        sign_in(password=f"wrong-{n}")
    assert sign_in("sam")
    assert sign_in(REMOTE_ADDR="198.51.100.1")


def test_a_claimed_address_opens_no_lock():
    for n in range(5):
        sign_in(password=f"wrong-{n}", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
    assert not sign_in(HTTP_X_FORWARDED_FOR="198.51.100.1")


def test_a_right_password_does_not_count_as_a_try():
    assert [sign_in(password=f"wrong-{n}") for n in range(4)] == [False] * 4
    assert [sign_in() for _ in range(6)] == [True] * 6


@pytest.mark.parametrize(
    "login", ["erin@skillgap.example", "nobody@skillgap.example", "ERIN@SKILLGAP.EXAMPLE", "erin'--@skillgap.example"]
)
def test_every_wrong_try_is_told_in_the_same_words(login):
    response = Client().post("/accounts/login/", {"login": login, "password": "wrong-password"})
    assert response.status_code == 422
    assert "The email address and/or password you specified are not correct." in response.content.decode()


def test_a_user_name_is_no_way_in():
    response = Client().post("/accounts/login/", {"login": "erin", "password": RIGHT})
    assert "Enter a valid email address." in response.content.decode()


def test_signing_in_gives_another_session_than_before():
    client = Client()
    client.cookies["sessionid"] = "planted-by-somebody-else-0000000"
    client.post("/accounts/login/", {"login": "erin@skillgap.example", "password": RIGHT})
    assert client.cookies["sessionid"].value != "planted-by-somebody-else-0000000"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_to_no_other_site(target):
    fields = {"login": "erin@skillgap.example", "password": RIGHT, "next": target}
    response = Client().post("/accounts/login/", fields)
    assert (response.status_code, response.headers["Location"]) == (302, "/mine/")


def test_respondents_need_no_account_to_find_their_way():
    assert Client().get("/").status_code == 200
