"""A small catalogue with something on every public page, and what such a page cost."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import editions, finished, index
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import Edition, Framework, Publication, Role, RoleNote, Skill
from tests.clients import Response
from tests.factories import WHEN, RoleNoteFactory, make_framework


def make(skills: int = 1) -> Role:
    """A role with that many skills, no resource for them, not yet published."""
    framework = make_framework(skills)
    framework.resources.all().delete()
    return framework.roles.get()


def add_note(role: Role, *skills: Skill, **fields: Any) -> RoleNote:
    note = RoleNoteFactory.create(role=role, **fields)
    note.skills.set(skills)
    return note


def publish() -> None:
    """Store the edition as it is: pages must show what was published before a rule of today was known, too."""
    framework = Framework.objects.get(slug="made")
    value = compile_live(framework)
    edition = Edition.objects.create(
        framework=framework,
        digest=canonical.digest(value),
        payload=canonical.payload(value),
        label="Made",
        published_at=WHEN,
    )
    index.write(Publication.objects.create(edition=edition, at=WHEN), value)


def cost(ask: Callable[[], Response], *, cold: bool = False) -> int:
    """The queries of a page in a process that has served it before, or, `cold`, in a new one.

    A new process also reads the editions, one query each, up to the one that holds the page: here it comes first.
    """
    assert ask().status_code == 200
    if cold:
        editions.kept.cache_clear()
        finished.forget()
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200
    return len(queries)
