"""One person, one account: whatever a keyboard makes of an address or a password, and however often it is sent."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessment.account import addresses, passwords
from assessment.models import Throttle
from config import settings as site
from tests.assessment.account.conftest import PASSWORD, member
from tests.assessment.account.spellings import KEPT, SPELLINGS, log_in, sign_up
from tests.conftest import confirmed
from tests.databases import on_postgresql
from tests.pages import Page

COMPOSED, DECOMPOSED = "gr\u00fcne vier w\u00f6rter", "gru\u0308ne vier wo\u0308rter"

every_spelling = pytest.mark.parametrize("typed", SPELLINGS.values(), ids=SPELLINGS)


@pytest.fixture
def zoe(db) -> User:
    return confirmed(User.objects.create_user("zoe", KEPT, password=PASSWORD))


@every_spelling
def test_signing_up_keeps_one_spelling(db, typed):
    assert sign_up(typed) == 302
    assert (User.objects.get().email, EmailAddress.objects.get().email) == (KEPT, KEPT)


@every_spelling
def test_every_spelling_logs_in(zoe, typed):
    assert log_in(typed) == 302


@every_spelling
def test_no_spelling_makes_a_second_account(zoe, typed):
    assert sign_up(typed) == 302
    assert User.objects.count() == 1
    assert mail.outbox[0].subject == "You have an account already"


@every_spelling
def test_every_spelling_gets_a_new_password(zoe, typed):
    Client().post("/accounts/password/reset/", {"email": typed})
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


@every_spelling
def test_a_new_address_is_kept_in_one_spelling(ann, typed):
    ann.post("/accounts/reauthenticate/", {"password": PASSWORD})
    ann.post("/accounts/email/", {"email": typed, "action_add": "1"})
    assert EmailAddress.objects.filter(email=KEPT).count() == 1


@every_spelling
def test_every_way_of_storing_keeps_one_spelling(db, typed):
    user = User.objects.create_user("zoe", typed)
    user.email = typed
    user.save()
    EmailAddress.objects.create(user=user, email=typed)
    assert (User.objects.get().email, EmailAddress.objects.get().email) == (KEPT, KEPT)


def test_five_wrong_passwords_count_together_for_all_spellings(zoe):
    for typed in list(SPELLINGS.values())[:5]:
        log_in(typed, "wrong")
    assert log_in(KEPT) == 422


@pytest.mark.parametrize("nonsense", ["", "zoe", "zoe@", "zoe@\u00fc..example", "a@b@\u0000"])
def test_what_is_no_address_comes_back_for_others_to_refuse(nonsense):
    assert addresses.normal(nonsense) == nonsense


@pytest.mark.parametrize("stored", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
def test_one_password_in_every_spelling(db, stored, typed):
    confirmed(User.objects.create_user("zoe", "zoe@example.org", password=stored))
    assert log_in("zoe@example.org", typed) == 302


@pytest.mark.slow
@pytest.mark.parametrize("name", site.PASSWORD_HASHERS)
def test_every_hasher_of_the_site_takes_one_spelling_and_knows_its_old_hashes(settings, name):
    settings.PASSWORD_HASHERS = [name]
    found = hashers.get_hasher()
    old = found.plain().encode(DECOMPOSED, found.plain().salt())
    new = hashers.make_password(DECOMPOSED)
    assert [hashers.check_password(typed, new) for typed in (COMPOSED, DECOMPOSED, "other")] == [True, True, False]
    assert [hashers.check_password(typed, old) for typed in (DECOMPOSED, "other")] == [True, False]


@pytest.fixture
def work(monkeypatch) -> list[str]:
    """What was hashed, and which e-mails left, by request."""
    done: list[str] = []
    hashed = hashers.MD5PasswordHasher.encode

    def encode(*given: Any) -> str:
        done.append("hash")
        return hashed(*given)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    return done


@pytest.mark.parametrize("password", [PASSWORD, DECOMPOSED])
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/accounts/signup/", {"email": "", "password1": ""}),
        ("/accounts/login/", {"login": "", "password": ""}),
        ("/accounts/password/reset/", {"email": ""}),
    ],
)
def test_it_is_as_much_work_whether_there_is_an_account_or_not(db, work, path, fields, password):
    member("ann")
    found = []
    for name in ("ann", "zoe"):
        work.clear()
        mail.outbox.clear()
        typed = {key: "x" + password if "password" in key else f"{name}@example.org" for key in fields}
        Client().post(path, typed)
        found.append((len(work), len(mail.outbox)))
    assert found[0] == found[1] != (0, 0)


def at_once(*works: Callable[[], object]) -> None:
    """Do all of it at the same moment, each on a connection of its own that commits."""
    together = threading.Barrier(len(works))

    def do(work: Callable[[], object]) -> None:
        together.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


@on_postgresql
def test_eight_sign_ups_at_once_make_one_account(db):
    address = "at-once@example.org"
    try:
        at_once(*[lambda: sign_up(address)] * 8)
        found = User.objects.filter(email=address).count(), EmailAddress.objects.filter(email=address).count()
    finally:
        rows = [User.objects.filter(email=address), Session.objects.all(), Throttle.objects.all()]
        at_once(lambda: [each.delete() for each in rows], cache.clear)
    assert found == (1, 1)


def test_two_who_confirm_the_same_address_are_told_and_one_has_it(ann, monkeypatch):
    other = EmailAddress.objects.create(user=member("ben"), email="new@example.org")
    EmailAddress.objects.create(user=ann.user, email="new@example.org", verified=True)
    monkeypatch.setattr(EmailAddress, "can_set_verified", lambda self: True)  # as it was when both were asked
    response = Client().post(f"/accounts/confirm-email/{EmailConfirmationHMAC(other).key}/", follow=True)
    assert response.status_code == 200
    other.refresh_from_db()
    assert not other.verified


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "098765432109",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabc",
        "Abcdefghijklm",
        "qwertyuiop12",
        "asdfghjkl123",
        "1q1q1q1q1q1q",
        "111122223333",
        "passwordpassword",
        "PASSWORD!2024",
        "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234",
        "x4!Tz9" * 17000,
        "correct horse " * 100,
    ],
    ids=lambda password: password[:14],
)
def test_what_is_easy_to_guess_or_endless_is_refused_with_a_sentence(db, password):
    response = Client().post("/accounts/signup/", {"email": "zoe@example.org", "password1": password})
    assert response.status_code == 422
    assert User.objects.count() == 0
    assert Page(response.content).all("div", id="id_password1_error")


@pytest.mark.parametrize(
    "password",
    [PASSWORD, COMPOSED, "no more defghi stuff", "7394 1850 2746", "密码很长很好记住它吧真的", "vT9#kq2LmZx!"],
)
def test_what_is_hard_to_guess_is_taken(db, password):
    assert sign_up("zoe@example.org", password) == 302


def test_the_limit_of_a_password_is_that_of_the_sentence(db):
    longest = ("many good words " * 20)[: passwords.LONGEST - 1] + "!"
    assert sign_up("zoe@example.org", longest) == 302
    assert sign_up("zac@example.org", longest + "x") == 422


class TestUnconfirmed:
    def old(self, name: str, **more: Any) -> User:
        return User.objects.create_user(name, f"{name}@example.org", date_joined=self.long_ago(), **more)

    def long_ago(self):
        return timezone.now() - timedelta(days=8)

    def test_an_account_that_nobody_confirmed_goes_after_some_days(self, db, settings):
        sign_up("zoe@example.org")
        call_command("expire_assessments", stdout=io.StringIO())
        assert User.objects.count() == 1
        User.objects.update(date_joined=self.long_ago())
        settings.KEEP_UNCONFIRMED_DAYS = 9
        call_command("expire_assessments", stdout=io.StringIO())
        assert User.objects.count() == 1
        settings.KEEP_UNCONFIRMED_DAYS = 7
        said = io.StringIO()
        call_command("expire_assessments", "--dry-run", stdout=said)
        assert "confirmed: 1" in said.getvalue()
        assert User.objects.count() == 1
        call_command("expire_assessments", stdout=io.StringIO())
        assert (User.objects.count(), EmailAddress.objects.count()) == (0, 0)

    def test_all_others_stay(self, db):
        confirmed(self.old("confirmed"))
        self.old("by-an-operator")
        staff, used = self.old("staff", is_staff=True), self.old("used", last_login=timezone.now())
        for user in (staff, used):
            EmailAddress.objects.create(user=user, email=user.email)
        changing = confirmed(self.old("changing"))
        EmailAddress.objects.create(user=changing, email="new@example.org")
        call_command("expire_assessments", stdout=io.StringIO())
        assert User.objects.count() == 5
