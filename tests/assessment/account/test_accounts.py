"""Signing up, confirming, a new password, a new address; and that no page tells who has an account."""

import re
from unittest.mock import Mock

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from config.logs import JsonFormatter
from tests.assessment.account.conftest import PASSWORD, link_of, log_in, member

NEW = "another-four-good-words"


def sign_up(client: Client, name: str = "zoe", password: str = PASSWORD):
    return client.post("/accounts/signup/", {"email": f"{name}@example.org", "password1": password})


def told(response) -> tuple[int, str, str]:
    """What somebody who tries addresses can see: status, where to, and the page without its form token."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return response.status_code, response.headers.get("Location", ""), page.replace("ann@", "@").replace("zoe@", "@")


def test_signing_up_confirming_and_logging_in(db):
    client = Client()
    response = sign_up(client)
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/confirm-email/")
    assert log_in(Client(), "zoe") == 302  # led to the page that says to look into the mailbox
    assert client.get("/mine/").status_code == 302
    path = link_of(mail.outbox[0])
    assert mail.outbox[0].subject == "Please confirm your address"
    assert "Yes, confirm it" in client.get(path, follow=True).content.decode()
    assert not EmailAddress.objects.get().verified
    assert client.post(path).status_code == 302
    assert EmailAddress.objects.get().verified
    assert log_in(client, "zoe") == 302
    assert client.get("/mine/").status_code == 200


def test_no_page_of_a_link_has_the_key_in_its_address(db):
    member("ann")
    sign_up(Client())
    Client().post("/accounts/password/reset/", {"email": "ann@example.org"})
    for message in mail.outbox:
        path, client = link_of(message), Client()
        response = client.get(path)
        assert (response.status_code, response.headers["Referrer-Policy"]) == (302, "same-origin")
        assert "no-store" in response.headers["Cache-Control"]
        clean = response.headers["Location"]
        assert path.rsplit("-" if "reset" in path else "/", 1)[0] not in clean[len("/accounts/confirm-email/") :]
        page = client.get(clean)
        assert page.status_code == 200
        assert path.rstrip("/").rsplit("/", 1)[1] not in page.content.decode()
        assert 'method="post"' in page.content.decode()
        assert 'method="post"' not in Client().get(clean).content.decode()


def test_a_link_that_was_used_says_that_the_address_is_confirmed(db):
    client = Client()
    sign_up(client)
    path = link_of(mail.outbox[0])
    clean = client.get(path).headers["Location"]
    found = [client.post(clean) for _ in range(2)]
    assert [(each.status_code, each.headers["Location"]) for each in found] == [(302, "/accounts/login/")] * 2
    for address in (clean, path):
        assert "Your address is confirmed" in client.get(address).content.decode()
    assert "This link is too old" in client.get("/accounts/confirm-email/other/").content.decode()


def test_without_the_confirmation_nobody_gets_in(db):
    client = Client()
    sign_up(client)
    response = client.post("/accounts/login/", {"login": "zoe@example.org", "password": PASSWORD})
    assert response.headers["Location"] == "/accounts/confirm-email/"
    assert client.get("/mine/").status_code == 302


def test_signing_up_does_not_tell_who_has_an_account(db):
    member("ann")
    taken, free = sign_up(Client(), "ann"), sign_up(Client(), "zoe")
    assert told(taken) == told(free)
    assert [message.subject for message in mail.outbox] == [
        "You have an account already",
        "Please confirm your address",
    ]
    assert User.objects.filter(email="ann@example.org").count() == 1


def test_a_new_password_does_not_tell_who_has_an_account(db):
    member("ann")
    found = [
        told(Client().post("/accounts/password/reset/", {"email": f"{name}@example.org"})) for name in ("ann", "zoe")
    ]
    assert found[0] == found[1]
    assert len(mail.outbox) == 2


def test_logging_in_does_not_tell_who_has_an_account(db):
    member("ann")
    found = [
        told(Client().post("/accounts/login/", {"login": f"{name}@example.org", "password": "x"}))
        for name in ("ann", "zoe")
    ]
    assert found[0] == found[1]


def test_nothing_of_an_account_names_the_person(db):
    sign_up(Client(), "zoe.surname")
    assert re.fullmatch(r"person-[0-9a-f]{16}", User.objects.get().username)


@pytest.mark.parametrize("password", ["short", "password1234", "zoe@example.org", ""])
def test_weak_passwords_are_refused_with_a_sentence(db, password):
    response = sign_up(Client(), password=password)
    assert response.status_code == 422
    assert 'value="zoe@example.org"' in response.content.decode()
    assert "invalid-feedback" in response.content.decode()
    assert User.objects.count() == 0


def test_a_new_password_by_e_mail(db):
    member("ann")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    link = link_of(mail.outbox[0])
    form = client.get(link).headers["Location"]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert (log_in(Client()), log_in(Client(), password=NEW)) == (422, 302)
    again = Client()
    assert "too old, was used already" in again.get(link).content.decode()


def test_a_changed_password_ends_the_other_sessions(ann):
    other = Client()
    log_in(other)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert ann.post("/accounts/password/change/", fields).status_code == 302
    assert ann.get("/mine/").status_code == 200
    assert other.get("/mine/").status_code == 302
    assert [message.subject for message in mail.outbox] == ["Your password was changed"]
    assert "testclient" not in mail.outbox[0].body.lower()


def test_a_new_address_counts_once_it_is_confirmed(ann):
    ann.post("/accounts/reauthenticate/", {"password": PASSWORD})
    fields = {"email": "new@example.org", "action_add": "1"}
    assert ann.post("/accounts/email/", fields).status_code == 302
    assert User.objects.get().email == "ann@example.org"
    [message] = [message for message in mail.outbox if message.to == ["new@example.org"]]
    assert "waits to be confirmed" in ann.get("/accounts/email/").content.decode()
    ann.post(link_of(message))
    assert User.objects.get().email == "new@example.org"
    assert [each.email for each in EmailAddress.objects.all()] == ["new@example.org"]
    assert [each.subject for each in mail.outbox if each.to == ["ann@example.org"]] == ["Your address was changed"]


def test_logging_out_needs_a_click(ann):
    ann.get("/accounts/logout/")
    assert ann.get("/mine/").status_code == 200
    assert ann.post("/accounts/logout/").headers["Location"] == "/"
    assert ann.get("/mine/").status_code == 302


def test_a_closed_account_opens_nothing(ann):
    User.objects.update(is_active=False)
    assert ann.get("/mine/").status_code == 302
    client = Client()
    response = client.post("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD})
    assert response.headers["Location"] == "/accounts/inactive/"
    assert "This account is closed" in client.get("/accounts/inactive/").content.decode()


def test_without_e_mail_nobody_can_sign_up_and_the_pages_say_so(db, settings):
    settings.MAIL_WORKS = False
    response = Client().get("/accounts/signup/")
    assert "not set up to send e-mail" in response.content.decode()
    assert "not set up to send e-mail" in sign_up(Client()).content.decode()
    assert "not set up to send e-mail" in Client().get("/accounts/login/").content.decode()
    page = Client().get("/accounts/password/reset/").content.decode()
    assert "not set up to send e-mail" in page
    assert "Send me the link" not in page
    assert (User.objects.count(), mail.outbox) == (0, [])


@pytest.fixture
def no_mail(monkeypatch):
    """A mail server that does not answer, until `undo` is called."""
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", Mock(side_effect=ConnectionRefusedError))
        yield patch


def test_when_no_e_mail_can_be_sent_a_sign_up_says_so_and_can_be_done_again(db, no_mail):
    member("ann")
    taken, free = sign_up(Client(), "ann"), sign_up(Client(), "zoe")
    assert told(taken) == told(free)
    assert (free.status_code, free.headers["Retry-After"]) == (503, "300")
    assert "Our mail server does not answer" in free.content.decode()
    assert User.objects.count() == 1
    no_mail.undo()
    assert sign_up(Client(), "zoe").status_code == 302
    assert [message.subject for message in mail.outbox] == ["Please confirm your address"]


def test_an_account_that_waits_for_its_confirmation_stays_when_no_e_mail_can_be_sent(db, no_mail):
    user = member("zoe")
    user.emailaddress_set.update(verified=False)
    assert log_in(Client(), "zoe") == 503
    assert User.objects.get() == user
    no_mail.undo()
    assert log_in(Client(), "zoe") == 302
    assert len(mail.outbox) == 1


def test_a_new_password_by_e_mail_says_so_when_none_can_be_sent(db, no_mail):
    member("ann")
    found = [
        told(Client().post("/accounts/password/reset/", {"email": f"{name}@example.org"})) for name in ("ann", "zoe")
    ]
    assert found[0] == found[1]
    assert found[0][0] == 503


def test_a_changed_password_stays_changed_when_the_note_about_it_cannot_be_sent(ann, no_mail):
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert ann.post("/accounts/password/change/", fields).status_code == 302
    assert log_in(Client(), password=NEW) == 302


def test_sign_up_is_limited_for_a_network(db):
    found = [sign_up(Client(), f"p{n}").status_code for n in range(21)]
    assert found == [302] * 20 + [429]


def test_a_visitor_gets_no_cookie_from_pages_that_hold_no_form(client, edition):
    for path in ("/", "/privacy/", "/accounts/confirm-email/"):
        assert dict(client.get(path).cookies) == {}


def test_no_key_from_an_e_mail_reaches_the_log(db, caplog):
    member("ann")
    client = Client(raise_request_exception=False)
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    sign_up(Client())
    paths = [link_of(message) for message in mail.outbox]
    for path in paths:
        client.put(path)
        client.delete(f"{path}x/")
    text = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert "/confirm-email/\\u2026" in text
    keys = [path.rstrip("/").rsplit("/", 1)[1] for path in paths]
    assert [key for key in keys if key in text] == []
