"""Staff have an address that they can log in by, and nobody else has it: in the editor and by `createsuperuser`."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from tests.assessment.account.conftest import PASSWORD, member
from tests.assessment.account.spellings import KEPT, SPELLINGS, log_in
from tests.pages import Page


class TestStaffHaveAnAddress:
    def save(self, rose: Client, user: User, **fields: str):
        data = {
            "username": user.username,
            "date_joined_0": "2026-01-01",
            "date_joined_1": "12:00:00",
            "is_active": "on",
            **fields,
        }
        return rose.post(f"/admin/auth/user/{user.pk}/change/", data)

    @pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
    @pytest.mark.parametrize("typed", ["", "  ", "ann@example.org", "ANN@Example.org", "no address"])
    def test_the_editor_refuses_an_address_that_nobody_can_log_in_by(self, rose, right, typed):
        member("ann")
        user = User.objects.create_user("sam")
        response = self.save(rose, user, email=typed, **{right: "on"})
        assert response.status_code == 200
        assert Page(response.content).texts("ul", class_="errorlist")
        user.refresh_from_db()
        assert (user.is_staff, user.is_superuser) == (False, False)

    def test_an_address_that_waits_elsewhere_is_refused_too(self, rose):
        EmailAddress.objects.create(user=member("ann"), email="waits@example.org")
        response = self.save(rose, User.objects.create_user("sam"), email="waits@example.org")
        assert "Somebody else logs in by this address" in response.content.decode()

    def test_one_of_their_own_is_taken_in_its_one_spelling(self, rose):
        user = User.objects.create_user("sam", "sam@example.org")
        assert self.save(rose, user, email=SPELLINGS["capitals"], is_staff="on").status_code == 302
        user.refresh_from_db()
        assert (user.email, user.is_staff) == (KEPT, True)

    def test_people_who_are_no_staff_need_none(self, rose):
        assert self.save(rose, User.objects.create_user("sam"), email="").status_code == 302

    def test_an_old_address_opens_the_account_no_more(self, rose):
        user = member("ann")
        self.save(rose, user, email="new@example.org", is_staff="on")
        assert log_in("ann@example.org") == 422
        assert log_in("new@example.org") == 302

    def test_an_address_that_waits_to_be_confirmed_stays_while_nothing_else_is_said(self, rose):
        user = member("ann")
        EmailAddress.objects.create(user=user, email="new@example.org")
        assert self.save(rose, user, email="ann@example.org", first_name="Ann").status_code == 302
        assert user.emailaddress_set.count() == 2

    @pytest.mark.parametrize("typed", ["", "ann@example.org", "ANN@example.org", "nobody"])
    def test_createsuperuser_refuses_one_that_nobody_can_log_in_by(self, db, typed):
        member("ann")
        with pytest.raises(CommandError):
            call_command("createsuperuser", "--noinput", username="sam", email=typed)
        assert not User.objects.filter(username="sam").exists()

    def test_createsuperuser_reads_the_environment_too(self, db, monkeypatch):
        monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", SPELLINGS["decomposed"])
        call_command("createsuperuser", "--noinput", username="sam", stdout=io.StringIO())
        assert User.objects.get().email == KEPT
        with pytest.raises(CommandError):
            call_command("createsuperuser", "--noinput", username="tom")

    def test_createsuperuser_asks_until_there_is_one(self, db, monkeypatch):
        member("ann")
        typed = iter(["sam", "", "ann@example.org", "Sam@Example.org"])
        monkeypatch.setattr("builtins.input", lambda _message: next(typed))
        monkeypatch.setattr("getpass.getpass", lambda *_: PASSWORD)
        told = io.StringIO()
        terminal = io.StringIO()
        terminal.isatty = lambda: True
        call_command("createsuperuser", stdin=terminal, stdout=io.StringIO(), stderr=told)
        assert User.objects.get(username="sam").email == "sam@example.org"
        assert "Give an email address" in told.getvalue()
        assert "Somebody else logs in by this address" in told.getvalue()
