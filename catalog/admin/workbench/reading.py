"""The outline of a framework: its areas with their skills, its roles with their levels, and what is wrong with each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from catalog.core import ordering
from catalog.core.findings import Finding
from catalog.models import Framework, RoleLevel

# A kind of thing with its slug, as findings name it, such as ("level", "maker/junior").
Thing = tuple[str, str]


class Health(NamedTuple):
    """How many findings a thing has, and where they are listed: the end of the health page's address."""

    errors: int
    warnings: int
    query: str


class SkillRow(NamedTuple):
    pk: int
    slug: str
    name: str
    is_retired: bool
    health: Health | None

    @property
    def key(self) -> str:
        return str(self.pk)


class AreaRow(NamedTuple):
    pk: int
    name: str
    skills: list[SkillRow]
    health: Health | None

    @property
    def key(self) -> str:
        return str(self.pk)

    @property
    def troubled(self) -> int:
        """How many of its skills have a finding: what is folded still says that it hides some."""
        return sum(skill.health is not None for skill in self.skills)


class LevelRow(NamedTuple):
    name: str
    rank: int
    track: str
    health: Health | None


class RoleRow(NamedTuple):
    pk: int
    name: str
    levels: list[LevelRow]
    health: Health | None


class Outline(NamedTuple):
    """What stands in the outline; `seen` is its order as one line, which a move sends back."""

    areas: list[AreaRow]
    roles: list[RoleRow]
    seen: str

    @property
    def skills(self) -> list[SkillRow]:
        return [skill for area in self.areas for skill in area.skills]


def health_of(findings: Iterable[Finding]) -> Mapping[Thing, Health]:
    """The findings, counted for each thing."""
    counts: Mapping[Thing, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        counts[finding.kind, finding.slug][finding.severity] += 1
    return {
        (kind, slug): Health(count["error"], count["warning"], f"?thing={kind}/{slug}")
        for (kind, slug), count in counts.items()
    }


def order_of(framework: Framework) -> dict[int, tuple[int, ...]]:
    """The order of areas and skills as it is stored."""
    skills: Mapping[int, list[int]] = defaultdict(list)
    rows = framework.skills.order_by("area__position", "area__slug", "position", "slug")
    for area, pk in rows.values_list("area_id", "pk"):
        skills[area].append(pk)
    return {area: tuple(skills[area]) for area in framework.areas.values_list("pk", flat=True)}


def outline(framework: Framework, health: Mapping[Thing, Health]) -> Outline:
    """Four queries, whatever the sizes."""
    skills: Mapping[int, list[SkillRow]] = defaultdict(list)
    rows = framework.skills.order_by("position", "slug").values_list("area_id", "pk", "slug", "name", "retired_on")
    for area, pk, slug, name, retired in rows:
        skills[area].append(SkillRow(pk, slug, name, retired is not None, health.get(("skill", slug))))
    areas = [
        AreaRow(pk, name, skills[pk], health.get(("area", slug)))
        for pk, slug, name in framework.areas.values_list("pk", "slug", "name")
    ]
    order = {area.pk: tuple(skill.pk for skill in area.skills) for area in areas}
    return Outline(areas, _roles(framework, health), ordering.written(order))


def _roles(framework: Framework, health: Mapping[Thing, Health]) -> list[RoleRow]:
    levels: Mapping[int, list[RoleLevel]] = defaultdict(list)
    for level in RoleLevel.objects.filter(role__framework=framework).order_by("rank", "track"):
        levels[level.role_id].append(level)
    return [
        RoleRow(
            role.pk,
            role.name,
            [
                LevelRow(level.name, level.rank, level.track, health.get(("level", f"{role.slug}/{level.slug}")))
                for level in levels[role.pk]
            ],
            health.get(("role", role.slug)),
        )
        for role in framework.roles.all()
    ]
