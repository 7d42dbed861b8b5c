"""What an account leaves where no foreign key leads to it."""

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from assessment import traces
from tests.conftest import signed_in


def test_sessions_of_an_account_are_deleted_in_all_browsers(db, monkeypatch):
    monkeypatch.setattr(traces, "SESSIONS_AT_ONCE", 2)
    ann, ben = (User.objects.create_user(name) for name in ("ann", "ben"))
    for user in (ann, ann, ann, ben):
        signed_in(user)
    assert traces.forget_sessions({ann.pk}) == 3
    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(ben.pk)]


def test_sessions_of_accounts_that_are_no_more_are_deleted_and_those_of_nobody_stay(db, alice):
    ben, gone = (User.objects.create_user(name) for name in ("ben", "gone"))
    signed_in(ben)
    signed_in(gone)
    alice.session.save()
    gone.delete()
    assert traces.forget_sessions_of_nobody() == 1
    assert Session.objects.count() == 2


def test_no_address_names_no_work(db):
    assert list(traces.tasks_of([])) == []
