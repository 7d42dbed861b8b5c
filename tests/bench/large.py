"""P14: a framework of 1,000 skills and five levels, in a database of its own. Prints what it costs as JSON.

Seconds are those of the processor, of one request or one command, once warm; the page of questions has seven, as the one
of the shipped role beside it, and is measured in turns with it.
"""

import itertools
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from assessment.attempts import actions  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.admin.workbench.views import COUNTED  # noqa: E402
from catalog.models import Anchor, Framework, Requirement, Resource, ResourceStep, Role, Skill  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.blueprint import ROLE  # noqa: E402
from tests.shipped import FRAMEWORK  # noqa: E402

SKILLS, LEVELS, AREAS, SEVEN = 1000, 5, 30, 7
NOW = datetime.now(UTC)
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")
WORDS = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=3)]
IMPORTANCES = ("essential", "important", "helpful")


def build() -> Role:
    """The rows of the framework: an area of seven skills, and the others in areas of some thirty."""
    random.seed(1)
    framework = make.FrameworkFactory.create(slug="large")
    for value in range(5):
        make.ScaleStepFactory.create(framework=framework, value=value)
    areas = [make.AreaFactory.create(framework=framework, slug=f"area-{n}", position=n) for n in range(AREAS)]
    skills = Skill.objects.bulk_create(
        make.SkillFactory.build(
            area=areas[0 if n < SEVEN else 1 + n % (AREAS - 1)], slug=f"skill-{n}", name=f"Skill {n}", position=n
        )
        for n in range(SKILLS)
    )
    Anchor.objects.bulk_create(
        make.AnchorFactory.build(skill=skill, step=step, text=f"I {sentence()}.")
        for skill in skills
        for step in range(5)
    )
    role = make.RoleFactory.create(framework=framework, slug="large-role")
    levels = [make.RoleLevelFactory.create(role=role, rank=rank) for rank in range(1, LEVELS + 1)]
    Requirement.objects.bulk_create(
        Requirement(level=level, skill=skill, step=min(4, level.rank), importance=IMPORTANCES[n % 3])
        for n, skill in enumerate(skills)
        for level in levels
    )
    tasks = Resource.objects.bulk_create(
        make.ResourceFactory.build(
            framework=framework,
            slug=f"task-{n}",
            title=f"Task {n}",
            url="",
            kind="practice",
            description=f"Build {sentence()}.",
        )
        for n in range(SKILLS)
    )
    ResourceStep.objects.bulk_create(
        ResourceStep(resource=task, skill=skill, step=step)
        for task, skill in zip(tasks, skills, strict=True)
        for step in range(1, 5)
    )
    return role


def sentence() -> str:
    """Twelve made words of some thousands, the frequent ones often, as people write."""
    return " ".join(WORDS[min(len(WORDS), int(random.paretovariate(0.4))) - 1] for _ in range(12))


def seconds(call: Callable[[], object], count: int = 1) -> float:
    begin = time.process_time()
    for _ in range(count):
        call()
    return (time.process_time() - begin) / count


def attempt(edition_id: int, role: str, area: str) -> Callable[[], object]:
    """A request for a page of questions of an attempt that has begun."""
    started, secret = actions.start(edition_id=edition_id, role=role, target="", owner_id=None, at=NOW)
    client = Client(SERVER_NAME="localhost")
    client.cookies[f"attempt-{started.public_id}"] = secret
    path = f"/a/{started.public_id}/questions/{area}/"
    assert client.get(path).status_code == 200, path
    return lambda: client.get(path)


def counted(client: Client, framework: Framework, path: str) -> float:
    """What it takes to count the changes and the faults of the draft after a change."""
    skill = framework.skills.all()[0]
    skill.name += "."
    skill.save()
    return seconds(lambda: client.get(path))


def main() -> None:
    call_command("migrate", verbosity=0)
    with Path("/dev/null").open("w") as nowhere:
        call_command("demo", "--no-server", verbosity=0, stdout=nowhere)
    role = build()
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_superuser("rose", "rose@example.org", "x"))
    grid = f"/admin/catalog/role/{role.pk}/requirements/"
    assert client.get(grid).status_code == 200
    found = {"grid": statistics.median(seconds(lambda: client.get(grid)) for _ in range(3))}
    found["grid_bytes"] = len(client.get(grid).content)
    framework = Framework.objects.get(slug="large")
    home = f"/admin/catalog/framework/{framework.pk}/workbench/"
    for name, path in (("outline", home), ("skill", f"{home}skill/{framework.skills.all()[0].pk}/")):
        assert client.get(path).status_code == 200
        found[name] = statistics.median(seconds(partial(client.get, path)) for _ in range(3))
    found["publish"] = seconds(lambda: editions.publish(framework=framework, by="rose", at=NOW))
    found["counted draft"] = statistics.median(counted(client, framework, f"{home}?{COUNTED}=1") for _ in range(3))
    current = {each.framework.slug: each.pk for each in editions.current()}
    large = attempt(current["large"], "large-role", "area-0")
    small = attempt(current[FRAMEWORK], ROLE, "res")
    turns = [(seconds(large, 100), seconds(small, 100)) for _ in range(5)]
    found["questions"] = statistics.median(one / other for one, other in turns)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
