"""Small catalogues for tests: rows by factory_boy, and a whole published framework of any size."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from catalog import editions
from catalog.models import (
    Anchor,
    Area,
    Edition,
    ExternalLink,
    Framework,
    PracticePerson,
    Prerequisite,
    Requirement,
    Resource,
    ResourceStep,
    Review,
    Role,
    RoleLevel,
    RoleNote,
    SalaryRange,
    ScaleStep,
    Skill,
    SkillPlace,
)
from catalog.reviews import texts_of

WHEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STEPS = ("Not yet", "Foundation", "Working", "Practitioner", "Expert")


class FrameworkFactory(DjangoModelFactory[Framework]):
    class Meta:
        model = Framework

    slug = factory.Sequence(lambda n: f"made-{n}")
    name = factory.LazyAttribute(lambda row: f"Framework {row.slug}")
    source = "What was written of it"
    practice_skill = "Keeping a bicycle in repair"


class ScaleStepFactory(DjangoModelFactory[ScaleStep]):
    class Meta:
        model = ScaleStep

    framework = factory.SubFactory(FrameworkFactory)
    value = 0
    name = factory.LazyAttribute(lambda row: STEPS[row.value])
    meaning = factory.LazyAttribute(lambda row: f"What {STEPS[row.value].lower()} means.")
    hours = factory.LazyAttribute(lambda row: 10 * row.value)


class PracticePersonFactory(DjangoModelFactory[PracticePerson]):
    class Meta:
        model = PracticePerson

    framework = factory.SubFactory(FrameworkFactory)
    position = factory.Sequence(lambda n: n + 1)
    description = "Mia mends flat tyres."
    step = 2
    why = "Somebody checks her work."


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    framework = factory.SubFactory(FrameworkFactory)
    slug = factory.Sequence(lambda n: f"made-area-{n}")
    name = factory.LazyAttribute(lambda row: f"Area {row.slug}")
    position = factory.Sequence(lambda n: n)


class SkillFactory(DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    area = factory.SubFactory(AreaFactory)
    framework = factory.SelfAttribute("area.framework")
    slug = factory.Sequence(lambda n: f"made-skill-{n}")
    name = factory.LazyAttribute(lambda row: f"Skill {row.slug}")
    definition = "Do it well."
    position = factory.Sequence(lambda n: n)


class SkillPlaceFactory(DjangoModelFactory[SkillPlace]):
    class Meta:
        model = SkillPlace

    skill = factory.SubFactory(SkillFactory)
    area = factory.SubFactory(AreaFactory, framework=factory.SelfAttribute("..skill.area.framework"))


class AnchorFactory(DjangoModelFactory[Anchor]):
    class Meta:
        model = Anchor

    skill = factory.SubFactory(SkillFactory)
    step = 0
    text = factory.LazyAttribute(lambda row: f"I do {row.skill.slug} at {row.step}.")


class PrerequisiteFactory(DjangoModelFactory[Prerequisite]):
    class Meta:
        model = Prerequisite

    skill = factory.SubFactory(SkillFactory)
    step = 2
    needs = factory.SubFactory(SkillFactory, area=factory.SelfAttribute("..skill.area"))
    needs_step = 1


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    framework = factory.SubFactory(FrameworkFactory)
    slug = factory.Sequence(lambda n: f"made-role-{n}")
    name = factory.LazyAttribute(lambda row: f"Role {row.slug}")
    summary = "Does the work."


class RoleLevelFactory(DjangoModelFactory[RoleLevel]):
    class Meta:
        model = RoleLevel

    role = factory.SubFactory(RoleFactory)
    slug = factory.LazyAttribute(lambda row: f"level-{row.rank}")
    rank = 1
    name = factory.LazyAttribute(lambda row: f"Level {row.rank}")


class RequirementFactory(DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    level = factory.SubFactory(RoleLevelFactory)
    skill = factory.SubFactory(SkillFactory, area__framework=factory.SelfAttribute("...level.role.framework"))
    step = 2
    importance = "essential"


class RoleNoteFactory(DjangoModelFactory[RoleNote]):
    class Meta:
        model = RoleNote

    role = factory.SubFactory(RoleFactory)
    slug = factory.Sequence(lambda n: f"made-note-{n}")
    kind = "market"
    title = "Market"
    text = "Many posts are open."


class SalaryRangeFactory(DjangoModelFactory[SalaryRange]):
    class Meta:
        model = SalaryRange

    role = factory.SubFactory(RoleFactory)
    slug = factory.Sequence(lambda n: f"made-salary-{n}")
    title = "Research Scientist"
    low = 100_000
    high = 200_000
    currency = "USD"
    year = 2024


class ResourceFactory(DjangoModelFactory[Resource]):
    class Meta:
        model = Resource

    framework = factory.SubFactory(FrameworkFactory)
    slug = factory.Sequence(lambda n: f"made-resource-{n}")
    title = "A course"
    url = "https://example.org/course"
    kind = "course"
    hours = 10


class ResourceStepFactory(DjangoModelFactory[ResourceStep]):
    class Meta:
        model = ResourceStep

    resource = factory.SubFactory(ResourceFactory)
    skill = factory.SubFactory(SkillFactory, area__framework=factory.SelfAttribute("...resource.framework"))
    step = 2


def serve(resource: Resource, skill: Skill, start: int, goal: int) -> None:
    """Let a resource serve each step of a skill above `start`, up to `goal`."""
    for step in range(start + 1, goal + 1):
        ResourceStepFactory.create(resource=resource, skill=skill, step=step)


class ExternalLinkFactory(DjangoModelFactory[ExternalLink]):
    class Meta:
        model = ExternalLink

    skill = factory.SubFactory(SkillFactory)
    scheme = "esco"
    scheme_version = "1.2"
    uri = "http://data.europa.eu/esco/skill/1"
    label = "do it"
    relation = "exactMatch"


class ReviewFactory(DjangoModelFactory[Review]):
    """Of a skill, of what it says now; a test that has another wish gives `skill=None` and a level, or other words."""

    class Meta:
        model = Review

    skill = factory.SubFactory(SkillFactory)
    framework = factory.LazyAttribute(lambda row: (row.skill.area if row.skill else row.level.role).framework)
    by = "3 practitioners"
    day = date(2026, 11, 3)
    seen = factory.LazyAttribute(lambda row: texts_of(row.skill or row.level).draft)


def make_framework(skills: int = 1, *, steps: Iterable[int] = range(5), slug: str = "made") -> Framework:
    """A complete framework without errors: one area, one role with two levels that both ask for every skill, each
    with anchors and a task for all of its steps, and a practice question."""
    framework = FrameworkFactory.create(slug=slug)
    scale = [ScaleStepFactory.create(framework=framework, value=value) for value in steps]
    PracticePersonFactory.create(framework=framework, position=1)
    area = AreaFactory.create(framework=framework, slug=f"{slug}-area", position=1)
    role = RoleFactory.create(framework=framework, slug=f"{slug}-role")
    levels = [RoleLevelFactory.create(role=role, rank=rank) for rank in (1, 2)]
    for position in range(skills):
        skill = SkillFactory.create(area=area, slug=f"{slug}-skill-{position}", position=position)
        for step in scale:
            AnchorFactory.create(skill=skill, step=step.value)
        for level in levels:
            RequirementFactory.create(level=level, skill=skill, step=1 + level.rank)
        task = ResourceFactory.create(
            framework=framework, slug=f"{slug}-task-{position}", kind="practice", url="", description="Do it."
        )
        serve(task, skill, scale[0].value, scale[-1].value)
    return framework


def publish_framework(skills: int = 1, *, slug: str = "made") -> Edition:
    """The edition of a framework made by `make_framework`."""
    return editions.publish(framework=make_framework(skills, slug=slug), by="tests", at=WHEN, label="Made")
