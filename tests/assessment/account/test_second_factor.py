"""The second factor, and that staff on a server need one for the editor."""

import io
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from assessment.account import second_factor
from tests.assessment.account.conftest import PASSWORD, member
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def no_used_codes(db):
    cache.clear()


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """The clock of the codes stands still: a code is good for half a minute, and a test may take longer."""
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: NOW.timestamp()))


@pytest.fixture
def server(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


def code_of(secret: str) -> str:
    """The code that an app shows now."""
    [_early, now, _late] = sorted(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, now)))


def secret_of(email: str) -> str:
    data = Authenticator.objects.get(user__email=email, type="totp").data
    return str(get_adapter().decrypt(data["secret"]))


def pass_password(client: Client, name: str) -> str:
    return client.post("/accounts/login/", {"login": f"{name}@example.org", "password": PASSWORD}).headers["Location"]


def turn_on(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.headers["Location"] == "/accounts/2fa/recovery-codes/"


def test_with_it_the_password_alone_opens_nothing(ann):
    turn_on(ann)
    client = Client()
    assert pass_password(client, "ann") == "/accounts/2fa/authenticate/"
    assert client.get("/mine/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422
    assert client.get("/mine/").status_code == 302
    assert (
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret_of("ann@example.org"))}).status_code == 302
    )
    assert client.get("/mine/").status_code == 200


def test_a_code_works_once(ann):
    turn_on(ann)
    code = code_of(secret_of("ann@example.org"))
    found = []
    for _ in range(2):
        client = Client()
        pass_password(client, "ann")
        found.append(client.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert found == [302, 422]


@pytest.mark.parametrize("seconds", [0, 29, 31, 59])
def test_a_code_works_once_for_as_long_as_it_is_good(ann, monkeypatch, seconds):
    turn_on(ann)
    code = code_of(secret_of("ann@example.org"))
    found = []
    for later in (-30, seconds):  # good from half a minute early until half a minute late
        now = NOW + timedelta(seconds=later)
        monkeypatch.setattr(auth, "time", SimpleNamespace(time=now.timestamp))
        monkeypatch.setattr("time.time", now.timestamp)
        monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda now=now: now)
        client = Client()
        pass_password(client, "ann")
        found.append(client.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert found == [302, 422]


def test_guessing_codes_ends_after_five(ann):
    turn_on(ann)
    client = Client()
    pass_password(client, "ann")
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret_of("ann@example.org"))})
    assert right.status_code == 422
    assert "Too many failed login attempts" in right.content.decode()


def test_a_recovery_code_gets_in_once(ann):
    turn_on(ann)
    page = ann.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = [each.split("<")[0] for each in page.split("<code>")[1:]]
    assert len(codes) == 10
    found = []
    for _ in range(2):
        client = Client()
        pass_password(client, "ann")
        found.append(client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code)
    assert found == [302, 422]


def test_turning_it_off_asks_who_it_is(ann):
    turn_on(ann)
    client = Client()
    pass_password(client, "ann")
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret_of("ann@example.org"))})
    assert client.post("/accounts/2fa/totp/deactivate/").headers["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.count() == 2


@pytest.mark.usefixtures("server")
class TestStaffOnAServer:
    @pytest.fixture
    def eve(self, db) -> Client:
        member("eve", is_staff=True, is_superuser=True)
        client = Client()
        pass_password(client, "eve")
        return client

    def follow(self, client: Client, path: str) -> str:
        """Where a request ends."""
        response = client.get(path)
        while response.status_code == 302:
            path = response.headers["Location"]
            response = client.get(path)
        return path.split("?")[0]

    def test_without_one_every_page_leads_to_set_one_up(self, eve):
        for path in ("/admin/", "/admin/auth/user/", "/admin/catalog/skill/", "/admin/login/"):
            assert self.follow(eve, path) == "/accounts/reauthenticate/"
        eve.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert self.follow(eve, "/admin/") == "/accounts/2fa/totp/activate/"
        assert eve.post("/admin/auth/user/add/", {"username": "x"}).status_code == 302

    def test_with_one_the_editor_opens(self, eve):
        turn_on(eve)
        assert self.follow(eve, "/admin/") == "/accounts/2fa/reauthenticate/"
        fields = {"code": code_of(secret_of("eve@example.org")), "next": "/admin/"}
        assert eve.post("/accounts/2fa/reauthenticate/", fields).headers["Location"] == "/admin/"
        assert eve.get("/admin/").status_code == 200

    def test_a_later_log_in_goes_straight_there(self, eve):
        turn_on(eve)
        client = Client()
        pass_password(client, "eve")
        assert self.follow(client, "/admin/") == "/accounts/2fa/authenticate/"
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret_of("eve@example.org"))})
        assert client.get("/admin/").status_code == 200

    def test_taking_it_away_closes_the_editor_at_once(self, eve):
        turn_on(eve)
        eve.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret_of("eve@example.org"))})
        assert eve.get("/admin/").status_code == 200
        Authenticator.objects.all().delete()
        assert eve.get("/admin/").status_code == 302

    def test_others_are_not_let_in_at_all(self, ann):
        assert ann.get("/admin/login/").status_code == 403
        assert self.follow(Client(), "/admin/") == "/accounts/login/"

    def test_staff_made_by_an_operator_need_no_confirmation(self, db):
        user = member("joe", is_staff=True)
        user.emailaddress_set.all().delete()
        client = Client()
        assert pass_password(client, "joe") == "/mine/"
        turn_on(client)


def test_on_this_machine_none_is_asked_for(db):
    member("eve", is_staff=True, is_superuser=True)
    client = Client()
    pass_password(client, "eve")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_editors_log_in_leads_to_no_other_site(erin, target):
    assert erin.get("/admin/login/", {"next": target}).headers["Location"] == "/admin/"
    assert Client().get("/admin/login/", {"next": target}).headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"


def test_the_editor_shows_no_secret(rose):
    user = member("ann")
    key = Authenticator.objects.create(user=user, type="totp", data={"secret": "CANARYSECRET"})
    for path in ("", f"{key.pk}/change/", f"{key.pk}/delete/", f"{key.pk}/history/"):
        assert "CANARYSECRET" not in rose.get(f"/admin/mfa/authenticator/{path}").content.decode()


OLD, NEW = (
    "an-older-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz",
    "a-newer-secret-key-0123456789-abcdefghijklmnopqrst",
)


def enter(name: str, code: str) -> int:
    client = Client()
    pass_password(client, name)
    return client.post("/accounts/2fa/authenticate/", {"code": code}).status_code


class TestSealed:
    def test_no_secret_lies_open_in_the_database(self, ann):
        turn_on(ann)
        stored = [value for row in Authenticator.objects.all() for value in row.data.values() if isinstance(value, str)]
        assert len(stored) == 2
        assert all(value.startswith(second_factor.SEALED) for value in stored)
        assert enter("ann", code_of(secret_of("ann@example.org"))) == 302

    def test_secrets_from_before_go_on_working_and_are_sealed_by_the_daily_command(self, ann):
        seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        row = Authenticator.objects.create(user=ann.user, type="totp", data={"secret": seed})
        assert enter("ann", code_of(seed)) == 302
        call_command("expire_assessments", stdout=io.StringIO())
        row.refresh_from_db()
        assert seed not in str(row.data)
        assert secret_of("ann@example.org") == seed

    def test_a_replaced_key_of_the_site_is_followed(self, ann, settings):
        settings.SECRET_KEY = OLD
        row = Authenticator.objects.create(
            user=ann.user, type="totp", data={"secret": second_factor.SecondFactorAdapter().encrypt("SEED")}
        )
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
        assert secret_of("ann@example.org") == "SEED"
        assert [second_factor.seal(Authenticator.objects) for _ in range(2)] == [1, 0]
        settings.SECRET_KEY_FALLBACKS = []
        assert secret_of("ann@example.org") == "SEED"
        row.refresh_from_db()
        assert "SEED" not in str(row.data)

    def test_what_no_key_opens_fits_no_code_and_is_logged(self, ann, settings, caplog):
        turn_on(ann)
        data = {row.pk: row.data for row in Authenticator.objects.all()}
        settings.SECRET_KEY = NEW
        assert enter("ann", "000000") == 422
        assert any("SECRET_KEY" in each.message for each in caplog.records if each.levelno == logging.ERROR)
        assert second_factor.seal(Authenticator.objects) == 0
        assert {row.pk: row.data for row in Authenticator.objects.all()} == data
