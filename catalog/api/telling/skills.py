"""What is said of a skill."""

from collections.abc import Sequence
from typing import Any

from catalog.api import addresses
from catalog.api.shapes.skills import (
    AskedShape,
    LinkShape,
    ResourceShape,
    ServedStep,
    SkillDetail,
    SkillEntry,
    SkillStep,
    StepOfSkill,
    UnlockedShape,
)
from catalog.api.telling.frameworks import edition_ref
from catalog.core import reading
from catalog.core.reading import Asked, Move, Other
from catalog.core.snapshot import Resource, Skill, Snapshot


def entry(snapshot: Snapshot, skill: Skill) -> SkillEntry:
    """A skill in a list."""
    return SkillEntry(**_told(snapshot, skill))


def detail(snapshot: Snapshot, slug: str, digest: str) -> SkillDetail:
    """All about a skill."""
    page = reading.skill_page(snapshot, slug)
    skill = page.skill
    return SkillDetail(
        **_told(snapshot, skill),
        group=skill.group,
        alternatives=[other.slug for other in page.alternatives],
        why=skill.why,
        tips=list(skill.tips),
        citations=list(skill.citations),
        in_demand=skill.in_demand,
        retired=skill.retired,
        effort_percent=skill.effort_percent,
        steps=[
            SkillStep(
                value=each.step.value,
                name=each.step.name,
                anchor=each.text,
                next_step=each.next_step,
                needs=[_step(snapshot, need) for need in each.needs],
            )
            for each in page.steps
        ],
        unlocks=[UnlockedShape(at_step=each.own.value, opens=_step(snapshot, each.other)) for each in page.unlocks],
        asked_by=[told for asked in page.asked for told in _asked(snapshot, asked)],
        links=[LinkShape.model_validate(link) for vocabulary in page.vocabularies for link in vocabulary.links],
        resources=[_resource(resource, slug) for resource in _resources(page.moves)],
        edition=edition_ref(digest),
    )


def _told(snapshot: Snapshot, skill: Skill) -> dict[str, Any]:
    told = snapshot.framework
    return {
        "key": skill.slug,
        "framework": told.slug,
        "code": skill.code,
        "name": skill.name,
        "definition": skill.definition,
        "area": skill.area,
        "area_name": snapshot.area[skill.area].name,
        "also_in": list(skill.also_in),
        "language": told.language,
        "uri": addresses.of("skill", told.slug, skill.slug),
        "page": addresses.page("skill-detail", told.slug, skill.slug),
    }


def _step(snapshot: Snapshot, other: Other) -> StepOfSkill:
    return StepOfSkill(
        skill=other.skill.slug,
        name=other.skill.name,
        step=other.step.value,
        step_name=other.step.name,
        uri=addresses.of("skill", snapshot.framework.slug, other.skill.slug),
    )


def _asked(snapshot: Snapshot, asked: Asked) -> list[AskedShape]:
    return [
        AskedShape(
            role=asked.role.slug,
            level=cell.level.slug,
            step=cell.step.value if cell.step else None,
            importance=cell.importance,
            uri=addresses.of("role", snapshot.framework.slug, asked.role.slug),
        )
        for cell in asked.cells
        if cell.importance
    ]


def _resources(moves: Sequence[Move]) -> list[Resource]:
    """What serves a skill, each once, in the order in which its page shows them."""
    helps = [each for move in moves for each in move.resources]
    return list({each.resource.slug: each.resource for each in helps}.values())


def _resource(resource: Resource, skill: str) -> ResourceShape:
    return ResourceShape(
        key=resource.slug,
        title=resource.title,
        url=resource.url,
        provider=resource.provider,
        kind=resource.kind,
        language=resource.language,
        cost=resource.cost,
        hours=resource.hours,
        hours_estimated=resource.hours_estimated,
        licence=resource.licence,
        description=resource.description,
        checked_on=resource.checked_on,
        verified=resource.verified,
        steps=[
            ServedStep.model_validate(served)
            for served in sorted(resource.steps, key=lambda served: served.step)
            if served.skill == skill
        ],
    )
