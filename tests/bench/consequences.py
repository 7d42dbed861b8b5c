"""Prints how long the consequences of a draft for 1,000 stored attempts take, in s, from their rows to what is told."""

import time
from dataclasses import replace

import django

django.setup()

from assessment.consequences.reading import consequences  # noqa: E402
from assessment.models import Assessment  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.core.snapshot import RoleLevel, Snapshot  # noqa: E402
from tests.assessment.consequences.carried import seeded  # noqa: E402
from tests.blueprint import ROLE  # noqa: E402
from tests.shipped import FRAMEWORK  # noqa: E402

PEOPLE = 1000


def harder(level: RoleLevel) -> RoleLevel:
    """A level that asks a step more of every eighth skill."""
    needs = tuple(
        replace(need, step=need.step + 1) if number % 8 == 0 and need.step and need.step < 4 else need
        for number, need in enumerate(level.requirements)
    )
    return replace(level, requirements=needs)


def draft_of(snapshot: Snapshot) -> Snapshot:
    """Some twenty changes: requirements of all levels, and three questions in other words."""
    skills = tuple(
        replace(skill, definition="Asked in other words.") if number % 20 == 0 else skill
        for number, skill in enumerate(snapshot.skills)
    )
    roles = tuple(
        replace(role, levels=tuple(map(harder, role.levels))) if role.slug == ROLE else role for role in snapshot.roles
    )
    return replace(snapshot, skills=skills, roles=roles)


edition = next(edition for edition in editions.current() if edition.framework.slug == FRAMEWORK)
handed_in = Assessment.objects.filter(edition=edition, role=ROLE, submitted_at__isnull=False)
seeded(edition, ROLE, PEOPLE - handed_in.count(), seed=1)
published = editions.load(edition.digest)
start = time.perf_counter()
found = consequences(edition.framework_id, published, draft_of(published))
print(time.perf_counter() - start)
