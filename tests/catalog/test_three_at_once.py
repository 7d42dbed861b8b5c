"""Three editors at once, one who edits, one who publishes, one who restores: whatever comes first, nothing is lost.

What one of them did is then in the draft, in an edition or in a draft that was kept; or its page came back and said so.
"""

import threading
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from catalog import editions
from catalog.core import canonical
from catalog.models import (
    AuditEntry,
    Edition,
    EditionNote,
    Framework,
    KeptDraft,
    Publication,
    PublishedRole,
    PublishedSkill,
    Skill,
    Withdrawal,
)
from catalog.rights import EDITORS
from tests.catalog.editor import main_form
from tests.conftest import NOW, confirmed, signed_in
from tests.databases import on_postgresql
from tests.factories import make_framework

SLUG, SKILL = "race", "race-skill-0"
DONE, REFUSED = 302, {409, 422}
Act = Callable[[], Any]
ORDERS = list(permutations(("edit", "publish", "restore")))


def editor(name: str) -> Client:
    user = User.objects.create_user(name, f"{name}@skillgap.example", password="long-enough-123", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return signed_in(confirmed(user))


class Story:
    """A framework with two editions and a draft; three editors who have each opened their page."""

    def __init__(self) -> None:
        self.framework = make_framework(slug=SLUG)
        for name in ("As it was at first", "As it is published"):
            self.name(name)
            editions.publish(framework=self.framework, by="tests", at=NOW, label=name)
        self.first = Edition.objects.get(framework=self.framework, label="As it was at first")
        self.name("As the draft has it")
        skill = f"/admin/catalog/skill/{Skill.objects.get(slug=SKILL).pk}/change/"
        publish = f"/admin/catalog/edition/publish/{self.framework.pk}/"
        restore = f"/admin/catalog/edition/{self.first.pk}/restore/"
        self.acts: dict[str, Act] = {
            "edit": self.opened(editor("ada"), skill, name="As Ada typed it", _save="Save"),
            "publish": self.opened(editor("ben"), publish, label="Ben's"),
            "restore": self.opened(editor("cem"), restore),
        }

    def name(self, name: str) -> None:
        Skill.objects.filter(slug=SKILL).update(name=name)

    def opened(self, client: Client, path: str, **typed: str) -> Act:
        form = main_form(client.get(path)).fields | typed
        return lambda: client.post(path, form)

    def tell(self, answers: dict[str, Any]) -> None:
        """Hold what was answered to what is stored."""
        names = {
            "live": {Skill.objects.get(slug=SKILL).name},
            "editions": {
                editions.load(edition.digest).skill[SKILL].name
                for edition in Edition.objects.filter(framework=self.framework)
            },
            "kept": {canonical.parse(kept.payload).skill[SKILL].name for kept in KeptDraft.objects.all()},
        }
        somewhere = set().union(*names.values())
        assert {answer.status_code for answer in answers.values()} <= {DONE, *REFUSED}
        assert "As the draft has it" in somewhere or "As Ada typed it" in somewhere
        if answers["edit"].status_code == DONE:
            assert "As Ada typed it" in somewhere
        else:
            assert "As Ada typed it" in answers["edit"].content.decode()
        if answers["restore"].status_code == DONE:
            assert KeptDraft.objects.count() == 1
            assert names["live"] <= {"As it was at first", "As Ada typed it"}
        else:
            assert not KeptDraft.objects.exists()
        made = Edition.objects.filter(framework=self.framework, label="Ben's")
        assert made.exists() == (answers["publish"].status_code == DONE)
        if made.exists():  # it is what Ben looked at
            assert editions.load(made.get().digest).skill[SKILL].name == "As the draft has it"
            assert editions.current_of(self.framework) == made.get()
        assert [fault for _edition, fault in editions.verify() if fault] == []
        assert all(is_true for _publication, is_true in editions.verify_index())


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_one_after_the_other(db, order):
    story = Story()
    answers = {name: story.acts[name]() for name in order}
    story.tell(answers)
    assert answers[order[0]].status_code == DONE


@pytest.fixture
def committed(without_transaction) -> Iterator[None]:
    """A database in which everything is committed, and that is afterwards as it was."""
    log = set(AuditEntry.objects.values_list("pk", flat=True))
    try:
        yield
    finally:
        for model in (PublishedRole, PublishedSkill):
            model.objects.filter(framework__slug=SLUG).delete()
        for rows in (
            EditionNote.objects.filter(edition__framework__slug=SLUG),
            Withdrawal.objects.filter(edition__framework__slug=SLUG),
            Publication.objects.filter(edition__framework__slug=SLUG),
        ):
            rows.delete()
        old = Edition.objects.filter(framework__slug=SLUG)
        old._raw_delete(old.db)
        for framework in Framework.objects.filter(slug=SLUG):
            for part in (framework.roles, framework.resources, framework.skills, framework.areas):
                part.all().delete()
            framework.delete()
        entries = AuditEntry.objects.exclude(pk__in=log)
        entries._raw_delete(entries.db)
        User.objects.all().delete()
        Session.objects.all().delete()
        cache.clear()


@on_postgresql
@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_all_at_the_same_time(committed, order):
    """The first stops in the middle, with a row written, until both others wait for it or are done."""
    story = Story()
    answers: dict[str, Any] = {}
    reached, others = threading.Event(), [threading.Event(), threading.Event()]

    def stops(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if "catalog_framework" in sql and "FOR " in sql and connection.in_atomic_block and not reached.is_set():
            reached.set()
            while not all(other.is_set() for other in others):
                with connection.cursor().connection.cursor() as cursor:
                    waiting = cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]
                if waiting >= sum(not other.is_set() for other in others):
                    break
        return result

    def run(name: str, done: threading.Event | None) -> None:
        try:
            if done is None:
                with connection.execute_wrapper(stops):
                    answers[name] = story.acts[name]()
            else:
                reached.wait(60)
                answers[name] = story.acts[name]()
        finally:
            reached.set()
            if done is not None:
                done.set()
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(order, (None, *others), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    story.tell(answers)
    assert answers[order[0]].status_code == DONE
