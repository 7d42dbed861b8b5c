"""Somebody who has left something in every table that holds anything of people whom we can tell, each text a canary."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, Model, TextField
from django_tasks_db.models import DBTaskResult

from assessment.models import AccessKey, Answer, Assessment, IdleNotice, PlanTick, Reminder, ShareLink
from assessment.privacy import reading
from assessment.privacy.core.tables import HeldTable
from catalog.core.privacy import Export
from catalog.models import Edition
from tests.conftest import NOW
from tests.workshop import ROLE

# What others compare, so that another word there would be another thing; the address has a canary of its own.
KEPT = {"email", "task_path", "queue_name", "backend_name", "status", "object_id", "skill", "role", "kind", "target"}


class Person:
    """By `mark`, which stands in each of their texts; each withheld text has `mark`-sealed."""

    def __init__(self, mark: str, edition: Edition) -> None:
        self.mark = mark
        self.address = f"{mark}@example.org"
        self.user = User.objects.create(username=mark, email=self.address, date_joined=NOW, last_login=NOW)
        self.user.groups.add(Group.objects.get_or_create(name="A group")[0])
        address = EmailAddress.objects.create(user=self.user, email=self.address, primary=True, verified=True)
        EmailConfirmation.objects.create(email_address=address, sent=NOW, key=f"{mark}-x")
        Authenticator.objects.create(user=self.user, type="totp", data={"secret": f"{mark}-sealed"}, last_used_at=NOW)
        elsewhere = SocialAccount.objects.create(
            user=self.user, provider="oidc", uid=f"{mark}-x", extra_data={"name": mark}
        )
        SocialToken.objects.create(account=elsewhere, token=f"{mark}-sealed")
        self.first = self._attempt(edition, None)
        self.attempt = self._attempt(edition, self.first)
        Reminder.objects.create(
            owner=self.user, framework=edition.framework, role=ROLE, due_on=date(2027, 1, 31), created_at=NOW
        )
        IdleNotice.objects.create(owner=self.user, sent_at=NOW)
        LogEntry.objects.create(
            user=self.user,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(self.user.pk),
            action_flag=CHANGE,
        )
        self.session = SessionStore()
        self.session.update(
            {SESSION_KEY: str(self.user.pk), BACKEND_SESSION_KEY: "x", HASH_SESSION_KEY: f"{mark}-sealed", "at": mark}
        )
        self.session.create()
        self.task = DBTaskResult.objects.create(
            task_path="a.b",
            args_kwargs={"args": [self.address], "kwargs": {}},
            backend_name="default",
            run_after=NOW,
            worker_ids=[],
        )
        for table, model in owned():
            self._plant(table, model)
        for row in (self.user, self.first, self.attempt):
            row.refresh_from_db()

    def _attempt(self, edition: Edition, before: Assessment | None) -> Assessment:
        attempt = Assessment.objects.create(
            owner=self.user,
            edition=edition,
            role=ROLE,
            areas=[self.mark],
            main={"group": {"member": self.mark, "rev": 1}},
            rules_version=1,
            carried_from=before,
            started_at=NOW,
            changed_at=NOW,
            submitted_at=NOW,
            imported_at=NOW,
        )
        Answer.objects.create(
            assessment=attempt, skill="cut", step=3, saved_at=NOW, carried_at=NOW, carried_edition=edition
        )
        PlanTick.objects.create(assessment=attempt, skill="cut", to_step=4, state="done", ticked_at=NOW)
        AccessKey.objects.create(
            assessment=attempt, kind="resume", digest="d" * 64, created_at=NOW, expires_at=NOW + timedelta(days=1)
        )
        ShareLink.objects.create(
            assessment=attempt,
            digest=secrets.token_hex(32),
            viewed_on=NOW.date(),
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
        return attempt

    def rows(self, model: type[Model]) -> list[Model]:
        """The rows of a model that are this person's."""
        if model is Session:
            return list(Session.objects.filter(pk=self.session.session_key))
        if model is DBTaskResult:
            return [DBTaskResult.objects.get(pk=self.task.pk)]
        look_up = reading.way(model, reading.TO_ACCOUNT)
        assert look_up, model
        return list(model._base_manager.filter(**{look_up: self.user.pk}).order_by("pk"))

    def _plant(self, table: HeldTable, model: type[Model]) -> None:
        rows = self.rows(model)
        assert rows, f"There is no {model.__name__} of a person: make one in tests/assessment/privacy/person.py."
        for row in rows:
            for field in planted(model):
                sealed = reading.classifications(model)[field.name].export == Export.WITHHELD
                said = f"{self.mark}-{row.pk}-{'sealed' if sealed else field.name[:8]}"
                length = field.max_length or 60
                value = said.ljust(64, "x") if field.name == "digest" else said[:length]
                model._base_manager.filter(pk=row.pk).update(**{field.name: value})


def owned() -> Iterator[tuple[HeldTable, type[Model]]]:
    """Every table of which somebody can tell whose a row is, with its model."""
    for table in reading.tables():
        if table.is_of_owners:
            yield table, apps.get_model(table.label)


def planted(model: type[Model]) -> list[Any]:
    """The fields of a model that may hold any text."""
    if model is Session:
        return []
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and field.name not in KEPT
    ]
